// Package large imports large modules which have nothing to do with VPP. It is
// looked at with all that they import, and never built.
package large

import (
	_ "github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/network/armnetwork/v6"
	_ "github.com/aws/aws-sdk-go-v2/service/ec2"
	_ "github.com/cockroachdb/pebble"
	_ "github.com/gohugoio/hugo/hugolib"
	_ "github.com/hashicorp/vault/api"
	_ "github.com/jackc/pgx/v5/pgxpool"
	_ "github.com/moby/moby/client"
	_ "github.com/nats-io/nats-server/v2/server"
	_ "github.com/prometheus/prometheus/promql"
	_ "github.com/prometheus/prometheus/tsdb"
	_ "go.etcd.io/etcd/client/v3"
	_ "go.etcd.io/etcd/server/v3/embed"
	_ "google.golang.org/grpc"
	_ "gorm.io/gorm"
	_ "k8s.io/apiserver/pkg/server"
	_ "k8s.io/client-go/kubernetes"
)
