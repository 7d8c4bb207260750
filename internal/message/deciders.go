package message

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// decider is a function that decides on its arguments.
type decider struct {
	text, needle int // arguments; needle -1: there is none
	match        match
	both         bool
	bool         int // the result that says whether, of several
}

var deciders = map[string]decider{
	"strings.Contains":      {0, 1, matchContains, true, 0},
	"strings.ContainsAny":   {0, 1, matchContains, false, 0},
	"strings.ContainsRune":  {0, 1, matchContains, false, 0},
	"strings.ContainsFunc":  {0, 1, matchContains, false, 0},
	"strings.HasPrefix":     {0, 1, matchPrefix, true, 0},
	"strings.HasSuffix":     {0, 1, matchSuffix, true, 0},
	"strings.EqualFold":     {0, 1, matchEqual, true, 0},
	"strings.Compare":       {0, 1, matchOrder, true, 0},
	"strings.Index":         {0, 1, matchContains, false, 0},
	"strings.IndexAny":      {0, 1, matchContains, false, 0},
	"strings.IndexByte":     {0, 1, matchContains, false, 0},
	"strings.IndexRune":     {0, 1, matchContains, false, 0},
	"strings.IndexFunc":     {0, 1, matchContains, false, 0},
	"strings.LastIndex":     {0, 1, matchContains, false, 0},
	"strings.LastIndexAny":  {0, 1, matchContains, false, 0},
	"strings.LastIndexByte": {0, 1, matchContains, false, 0},
	"strings.LastIndexFunc": {0, 1, matchContains, false, 0},
	"strings.Count":         {0, 1, matchContains, false, 0},
	"strings.Cut":           {0, 1, matchContains, false, 2},
	"strings.CutPrefix":     {0, 1, matchPrefix, false, 1},
	"strings.CutSuffix":     {0, 1, matchSuffix, false, 1},

	"bytes.Contains":      {0, 1, matchContains, true, 0},
	"bytes.ContainsAny":   {0, 1, matchContains, false, 0},
	"bytes.ContainsRune":  {0, 1, matchContains, false, 0},
	"bytes.ContainsFunc":  {0, 1, matchContains, false, 0},
	"bytes.HasPrefix":     {0, 1, matchPrefix, true, 0},
	"bytes.HasSuffix":     {0, 1, matchSuffix, true, 0},
	"bytes.EqualFold":     {0, 1, matchEqual, true, 0},
	"bytes.Equal":         {0, 1, matchEqual, true, 0},
	"bytes.Compare":       {0, 1, matchOrder, true, 0},
	"bytes.Index":         {0, 1, matchContains, false, 0},
	"bytes.IndexAny":      {0, 1, matchContains, false, 0},
	"bytes.IndexByte":     {0, 1, matchContains, false, 0},
	"bytes.IndexRune":     {0, 1, matchContains, false, 0},
	"bytes.IndexFunc":     {0, 1, matchContains, false, 0},
	"bytes.LastIndex":     {0, 1, matchContains, false, 0},
	"bytes.LastIndexAny":  {0, 1, matchContains, false, 0},
	"bytes.LastIndexByte": {0, 1, matchContains, false, 0},
	"bytes.LastIndexFunc": {0, 1, matchContains, false, 0},
	"bytes.Count":         {0, 1, matchContains, false, 0},
	"bytes.Cut":           {0, 1, matchContains, false, 2},
	"bytes.CutPrefix":     {0, 1, matchPrefix, false, 1},
	"bytes.CutSuffix":     {0, 1, matchSuffix, false, 1},

	"reflect.DeepEqual": {0, 1, matchEqual, true, 0},

	"cmp.Compare": {0, 1, matchOrder, true, 0},
	"cmp.Less":    {0, 1, matchOrder, true, 0},

	"slices.Contains":     {1, 0, matchEqual, true, 0},
	"slices.Index":        {1, 0, matchEqual, true, 0},
	"slices.BinarySearch": {1, 0, matchEqual, true, 1},
	"slices.Equal":        {0, 1, matchEqual, true, 0},
	"slices.Compare":      {0, 1, matchOrder, true, 0},
	"sort.SearchStrings":  {1, 0, matchEqual, true, 0},

	"regexp.MatchString":                       {1, 0, matchRegexp, false, 0},
	"regexp.Match":                             {1, 0, matchRegexp, false, 0},
	"regexp.MatchReader":                       {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.Match":                      {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.MatchString":                {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.MatchReader":                {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.Find":                       {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindAll":                    {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindAllIndex":               {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindAllString":              {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindAllStringIndex":         {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindAllStringSubmatch":      {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindAllStringSubmatchIndex": {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindAllSubmatch":            {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindIndex":                  {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindReaderIndex":            {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindString":                 {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindStringIndex":            {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindStringSubmatch":         {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindStringSubmatchIndex":    {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindSubmatch":               {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindSubmatchIndex":          {1, 0, matchRegexp, false, 0},

	"path.Match":          {1, 0, matchGlob, false, 0},
	"path/filepath.Match": {1, 0, matchGlob, false, 0},

	"fmt.Fscan":          {0, -1, matchParse, false, 0},
	"fmt.Fscanf":         {0, 1, matchParse, false, 0},
	"fmt.Fscanln":        {0, -1, matchParse, false, 0},
	"fmt.Sscanf":         {0, 1, matchParse, false, 0},
	"fmt.Sscan":          {0, -1, matchParse, false, 0},
	"fmt.Sscanln":        {0, -1, matchParse, false, 0},
	"strconv.Atoi":       {0, -1, matchParse, false, 0},
	"strconv.ParseInt":   {0, -1, matchParse, false, 0},
	"strconv.ParseUint":  {0, -1, matchParse, false, 0},
	"strconv.ParseFloat": {0, -1, matchParse, false, 0},
	"strconv.ParseBool":  {0, -1, matchParse, false, 0},
	"time.ParseDuration": {0, -1, matchParse, false, 0},
}

// answered says whether the code looks at what the function decided.
func answered(v *ssa.Call, d decider) bool {
	refs := v.Referrers()
	if refs == nil || len(*refs) == 0 {
		return d.match == matchParse
	}
	if _, ok := v.Type().(*types.Tuple); !ok || d.bool == 0 {
		return true
	}
	for _, r := range *refs {
		if x, ok := r.(*ssa.Extract); !ok || x.Index == d.bool && x.Referrers() != nil && len(*x.Referrers()) > 0 {
			return true
		}
	}
	return false
}
