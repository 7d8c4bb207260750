// With an assembly file, functions need no body.
