@_exported public import Base
