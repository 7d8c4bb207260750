module example.com/towns

go 1.26
