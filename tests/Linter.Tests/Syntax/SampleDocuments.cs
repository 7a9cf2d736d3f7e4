namespace EksLint.Tests.Syntax;

/// <summary>Documents to mutate: what manifests look like, and what they rarely look like.</summary>
internal static class SampleDocuments
{
    public static readonly string[] All =
    [
        """
        # A Deployment as everybody writes it.
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          labels: {app: web, tier: "front end"}   # a flow mapping
          annotations:
            note: 'it''s ours'
            "quoted/key": "tab\there \"and\" \u00e9\x21"
        spec:
          replicas: 2
          template:
            spec:
              containers:
              - name: web
                image: nginx:1.25@sha256:abc
                args: ["--port", '80', --verbose, -1]
                command:
                  - sh
                  - -c
                  - |
                    # no comment
                    exec nginx -g "daemon off;"

                    done
                env:
                - {name: A, value: ""}
                -
                  name: B
                  value: http://x/y?z#w
                ports:
                - containerPort: 80

        """,
        """
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: config
        data:
          plain: one line
            and its continuation
            # a comment ends it
          folded: >-
            one
            two

            three
              more indented
            four
          keep: |+
            text

          strip: |- # comment
             indented by three
               and more
          empty:
          crontab: "0 * * * *"
          double: "first
            second \
            third

            fourth"
          single: 'first

            second'
        """,
        """
        apiVersion: v1
        kind: List
        items:
        - apiVersion: v1
          kind: Service
          metadata: {name: a}
          spec:
            ports: [{port: 80, targetPort: http}, {port: 443,
              targetPort: https}]
            selector:
              app: é😀
        - - nested
          - - deeper
            - deepest
          -   key: value
              other: value
        -
        - [a
          b, c # comment
          , "d",]
        """,
        """
        {
        	"apiVersion": "v1",
        	"kind": "Service",
        	"metadata": {"name":"web","labels":{"a":"b"},"x":null},
        	"spec": {
        		"ports": [
        			{"port": 80, "name": "http"},
        			{"port":443,"name":"https"}
        		],
        		"note": "a\/b\n\u00e9"
        	}
        }

        """,
        """
        anchors: &a
          x: 1
          y: &b [1, 2]
        merged:
          <<: *a
          z: *b
          list: [*b, !Ref name, "x", !GetAZs '']
        tagged: !Ref name
        number: !!str 80
        text: !Sub |
          ${a}
          b
        join: !Join
        - ''
        - &c
          - !Sub "${a}"
          - &d !Ref b # comment
          - d: *b
        again: *d
        """,
        """
        ? complex
        : key
        """,
        "a: 1\r\nb:\r\n  - c\r\n  - |\r\n    d\r\n    e\r\nf: g\r\n  h\r\ni: {j: k,\r\n  l: m}\r\n",
        "a:\n  b:\n    c:\n      d: e\n    f: g\n  h: i\nj:\n- k\n- l:\n  m:\n  - n\n  o: p\n",
        "- a\n- b: c\n  d:\n  - e\n- - f\n-\n  g\n- \"h\"\n- 'i'\n- {}\n- []\n- |\n  j\n- >\n  k\n",
    ];
}
