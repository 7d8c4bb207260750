module example.com/messagea

go 1.26

require (
	github.com/buger/jsonparser v1.6.1
	github.com/go-viper/mapstructure/v2 v2.5.0
	github.com/mitchellh/mapstructure v1.5.0
	github.com/pkg/errors v0.9.1
	github.com/tidwall/gjson v1.20.2
	github.com/valyala/fastjson v1.6.10
)

require (
	github.com/tidwall/match v1.1.1 // indirect
	github.com/tidwall/pretty v1.3.0 // indirect
)
