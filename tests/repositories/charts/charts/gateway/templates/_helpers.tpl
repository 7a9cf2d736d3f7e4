{{- define "gateway.fullname" -}}
{{ .Release.Name }}-gateway
{{- end }}
