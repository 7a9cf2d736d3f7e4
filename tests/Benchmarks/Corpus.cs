using System.Text;
using EksLint.Inputs;

namespace EksLint.Benchmarks;

/// <summary>Manifests of an organisation's size, in memory.</summary>
internal static class Corpus
{
    /// <summary>Apps, a file each, of a Deployment, a Service and an Ingress; one in ten has a mistake in each of the three.</summary>
    public static IEnumerable<InputText> Apps(int count)
    {
        for (var app = 0; app < count; app++)
        {
            var text = Encoding.UTF8.GetBytes(App($"app-{app}", $"team-{app % 100}", app % 10 == 0 ? "x" : ""));
            yield return new InputText($"team-{app % 100}/app-{app}.yaml", () => new MemoryStream(text));
        }
    }

    private static string App(string name, string team, string mistake) =>
        $"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {name}
          namespace: {team}
        spec:
          selector:
            matchLabels:
              app: {name}
          template:
            metadata:
              labels:
                app: {name}
            spec:
              containers:
                - name: web
                  image: registry.example/{name}:1.0
                  ports:
                    - name: http
                      containerPort: 8080
                  readinessProbe:
                    httpGet:
                      port: http{mistake}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: {name}
          namespace: {team}
        spec:
          selector:
            app: {name}
          ports:
            - name: http
              port: 80
              targetPort: http{mistake}
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: {name}
          namespace: {team}
        spec:
          ingressClassName: alb
          rules:
            - http:
                paths:
                  - path: /
                    pathType: Prefix
                    backend:
                      service:
                        name: {name}
                        port:
                          name: http{mistake}
        """;
}
