// A test of a plugin writes `import KernelTesting` and can check its declarations, too.
@_exported public import Catalog
