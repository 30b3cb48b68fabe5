# The rules of the tree: t/tools/check-tree.pl has them.

use v5.36;
use FindBin;

exec $^X, "$FindBin::Bin/../tools/check-tree.pl", '--tap';
