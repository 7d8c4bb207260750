module example.com/messageb

go 1.26
