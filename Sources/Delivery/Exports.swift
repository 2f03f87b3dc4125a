@_exported public import Kernel
