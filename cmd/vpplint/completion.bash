# Completion of vpplint's command lines, for bash.
#
#	source <(vpplint completion bash)

_vpplint() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command=vpplint
	# -flag=value comes in three words.
	if [[ $cur == = ]]; then
		cur=
	elif [[ $prev == = ]]; then
		prev=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	if ((COMP_CWORD > 1)); then
		case ${COMP_WORDS[1]} in
{{- range .}}{{if .Summary}}
		{{.Name}}) command={{.Name}} ;;
{{- end}}{{end}}
		esac
	fi
	COMPREPLY=()
	case $command:$prev in
{{- range $c := .}}{{range .Flags}}{{if .Value}}
	{{$c.Name}}:-{{.Name}})
{{- if .Words}} _vpplint_list '{{words .Words}}'
{{- else if .Files}} mapfile -t COMPREPLY < <(compgen -f -- "$cur")
{{- else if .Dirs}} mapfile -t COMPREPLY < <(compgen -d -- "$cur")
{{- end}}
		return ;;
{{- end}}{{end}}{{end}}
	esac
	local flags= words= packages=
	case $command in
{{- range .}}
	{{.Name}}) flags='{{words .Dashed}}' words='{{words .Words}}'{{if .Packages}} packages=1{{end}} ;;
{{- end}}
	esac
	if ((COMP_CWORD == 1)); then
		words='{{range .}}{{if .Summary}}{{.Name}} {{end}}{{end}}'
	fi
	if [[ $cur == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$flags" -- "$cur")
		return
	fi
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
	if [[ -n $packages ]]; then
		local folders
		mapfile -t folders < <(compgen -d -S / -- "$cur")
		COMPREPLY+=("${folders[@]}")
		compopt -o nospace 2>/dev/null
	fi
}

# _vpplint_list completes the last of several values with commas in between.
_vpplint_list() {
	local head=
	if [[ $cur == *,* ]]; then
		head=${cur%,*},
	fi
	mapfile -t COMPREPLY < <(compgen -P "$head" -W "$1" -- "${cur##*,}")
}

complete -F _vpplint vpplint
