module example.com/loopsa

go 1.26
