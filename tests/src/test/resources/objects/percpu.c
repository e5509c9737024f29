int v __attribute__((section(".data..percpu"))) = 42; int w = 7;
int f(int a) { int r; __asm__ volatile("movl %%gs:v, %0" : "=r"(r)); return r + a + w; }
