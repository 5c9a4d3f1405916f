#!/usr/bin/env bash
# Takes what a JobTemplateSpec consists of from a running API server (kubectl's current context), which,
# unlike the specification in Kubernetes' repository, also publishes the enums.
# usage: crds/fetch-job-template.sh > crds/src/test/resources/dev/tidemill/crds/batch-v1-job-template.json
set -euo pipefail
kubectl get --raw /openapi/v3/apis/batch/v1 | jq -S --arg version "$(kubectl get --raw /version | jq -r .gitVersion)" '
  .components.schemas as $all
  | def name: ltrimstr("#/components/schemas/");
    def refs: [.. | objects | .["$ref"]? // empty | name];
    def closure($seen): ([$all[$seen[]] | refs[]] + $seen | unique) as $more
      | if $more == $seen then $seen else closure($more) end;
    def slim: if type == "object" then
        (if (.properties? | type) == "object" then .properties |= map_values(slim) else . end)
        | (if has("properties") then .properties as $p | del(.properties) | . + {properties: $p} else . end)
        | del(.description, .default) | with_entries(select(.key | startswith("x-kubernetes-") | not))
        | (if has("items") then .items |= slim else . end)
        | (if has("additionalProperties") then .additionalProperties |= slim else . end)
        | (if (.allOf? | type) == "array" and (.allOf | length) == 1 then .allOf[0] + del(.allOf) else . end)
      else . end;
  {version: $version, schemas: (closure(["io.k8s.api.batch.v1.JobTemplateSpec"]) as $names
    | reduce $names[] as $n ({}; . + {($n | split(".") | last): ($all[$n] | slim)}))}
  | walk(if type == "object" and (.["$ref"]? | type) == "string" then .["$ref"] |= (split(".") | last) else . end)'
