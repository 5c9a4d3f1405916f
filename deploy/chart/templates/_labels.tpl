{{- define "tidemill.selector" -}}
app.kubernetes.io/name: tidemill-operator
{{- end }}
{{- define "tidemill.labels" -}}
{{ include "tidemill.selector" . }}
app.kubernetes.io/part-of: tidemill
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}
