module example.com/loopsb

go 1.26
