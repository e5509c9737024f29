static int twice(int a) { return 2 * a; }
int (*pointer)(int) = twice;
int f(int a) { return pointer(a) + 1; }
