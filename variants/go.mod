module github.com/vpplint/vpplint/variants

go 1.26.0
