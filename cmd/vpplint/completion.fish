# Completion of vpplint's command lines, for fish.
#
#	vpplint completion fish | source

set -l commands {{range .}}{{if .Summary}}{{.Name}} {{end}}{{end}}
complete -c vpplint -f
{{range $c := .}}
{{- if .Summary}}complete -c vpplint -n __fish_use_subcommand -a {{.Name}} -d {{quote .Summary}}
{{end}}
{{- $when := printf "__fish_seen_subcommand_from %s" .Name}}
{{- if not .Summary}}{{$when = "not __fish_seen_subcommand_from $commands"}}{{end}}
{{- range .Flags}}complete -c vpplint -n "{{$when}}" -o {{.Name}}
{{- if .Words}} -x -a '{{words .Words}}'
{{- else if .Files}} -r -F
{{- else if .Dirs}} -x -a '(__fish_complete_directories)'
{{- else if .Value}} -x
{{- end}} -d {{quote .Usage}}
{{end}}
{{- if .Words}}complete -c vpplint -n "{{$when}}" -a '{{words .Words}}'
{{end}}
{{- if .Packages}}complete -c vpplint -n "{{$when}}" -a '(__fish_complete_directories)'
{{end}}
{{- end -}}
