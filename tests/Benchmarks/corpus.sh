#!/usr/bin/env bash
# Writes manifests that look like an organisation's: an app a file, with a Deployment, a Service, an Ingress, a ConfigMap and a ServiceAccount, in the
# namespaces and directories of a hundred teams. The same seed gives the same bytes. About one app in a hundred has a mistake.
# Usage: tests/Benchmarks/corpus.sh DIRECTORY APPS [SEED] [one]
#   one   all apps in one file
set -euo pipefail

directory=$1
mkdir -p "$directory"
for ((team = 0; team < 100 && team < $2; team++)); do
  [[ -n ${4:-} ]] || mkdir -p "$directory/team-$team"
done
awk -v directory="$directory" -v apps="$2" -v seed="${3:-1}" -v one="${4:-}" '
function below(limit) { state = (state * 16807) % 2147483647; return state % limit }
BEGIN {
  state = seed
  for (app = 0; app < apps; app++) {
    team = app % 100
    name = "app-" app
    file = one != "" ? directory "/all.yaml" : directory "/team-" team "/" name ".yaml"
    port = 8000 + below(1000)
    target = below(100) == 0 ? "htpp" : "http"
    head = "metadata:\n  name: " name "\n  namespace: team-" team "\n  labels:\n    app.kubernetes.io/name: " name "\n    app.kubernetes.io/part-of: shop-" below(50) "\n"
    printf "---\n# The accounts, settings and pods of %s, which team %d looks after.\napiVersion: v1\nkind: ServiceAccount\n%s", name, team, head > file
    printf "---\napiVersion: v1\nkind: ConfigMap\n%sdata:\n  LOG_LEVEL: info\n  REGION: eu-west-%d\n  TIMEOUT: \"%d\"\n  config.yaml: |\n    listen: 0.0.0.0:%d\n    cache:\n      size: %d\n      path: /var/cache/%s\n", head, 1 + below(3), below(300), port, below(4096), name > file
    printf "---\napiVersion: apps/v1\nkind: Deployment\n%sspec:\n  replicas: %d\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: %s\n  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: %s\n        app.kubernetes.io/version: \"%d.%d\"\n    spec:\n      serviceAccountName: %s\n      containers:\n        - name: web\n          image: registry.example/team-%d/%s:%d.%d.0\n          args: [\"--listen\", \"0.0.0.0:%d\"]\n          ports:\n            - name: http\n              containerPort: %d\n          envFrom:\n            - configMapRef:\n                name: %s\n          readinessProbe:\n            httpGet:\n              path: /healthz\n              port: http\n            periodSeconds: %d\n          lifecycle:\n            preStop:\n              sleep:\n                seconds: 20\n          resources:\n            requests:\n              cpu: %dm\n              memory: %dMi\n            limits:\n              memory: %dMi\n", head, 1 + below(4), name, name, below(9), below(40), name, team, name, below(9), below(40), port, port, name, 5 + below(20), 50 + below(400), 64 + below(64), 128 + below(900) > file
    printf "---\napiVersion: v1\nkind: Service\n%sspec:\n  selector:\n    app.kubernetes.io/name: %s\n  ports:\n    - name: http\n      port: 80\n      targetPort: %s\n", head, name, target > file
    printf "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\n%s  annotations:\n    alb.ingress.kubernetes.io/scheme: internal\n    alb.ingress.kubernetes.io/target-type: ip\nspec:\n  ingressClassName: alb\n  rules:\n    - host: %s.team-%d.example.org\n      http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              service:\n                name: %s\n                port:\n                  name: http\n", head, name, team, name > file
    if (one == "")
      close(file)
  }
}'
