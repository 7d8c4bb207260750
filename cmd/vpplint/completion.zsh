#compdef vpplint
# Completion of vpplint's command lines, for zsh.
#
#	source <(vpplint completion zsh)

_vpplint() {
	local command=vpplint
	local -a commands
	commands=(
{{- range .}}{{if .Summary}}
		'{{.Name}}:{{zsh .Summary}}'
{{- end}}{{end}}
	)
	if ((CURRENT > 2)) && [[ -n ${commands[(r)$words[2]:*]} ]]; then
		command=$words[2]
		shift words
		((CURRENT--))
	fi
	case $command in
{{- range .}}
	{{.Name}})
{{- if not .Summary}}
		if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then
			_describe 'command' commands
		fi
{{- end}}
		_arguments{{range .Flags}} \
			'*-{{.Name}}[{{zsh .Usage}}]{{if .Value}}:{{.Value}}:{{if .Words}}_values -s , {{.Value}} {{words .Words}}{{else if .Files}}_files{{else if .Dirs}}_files -/{{else}} {{end}}{{end}}'
{{- end}}{{if .Words}} \
			'*:word:({{words .Words}})'{{else if .Packages}} \
			'*:package:_files -/'{{end}}
		;;
{{- end}}
	esac
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
	_vpplint "$@"
else
	compdef _vpplint vpplint
fi
