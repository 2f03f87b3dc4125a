import Kernel

program.main()
