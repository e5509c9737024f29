/* Widths, signs, shifts, bits, atomics, varargs, 128-bit products, recursion. */
typedef unsigned char u8; typedef unsigned short u16; typedef unsigned int u32; typedef unsigned long u64;
typedef signed char s8; typedef short s16; typedef long s64;

u64 mix(u8 a, s8 b, u16 c, s16 d, u32 e, int f, u64 g, s64 h)
{
	u64 r = a * 3 + b - c / 5 + d % 7;
	r ^= (u64)e << 13 | e >> 19;
	r += f < 0 ? -f : f;
	r = r * 0x9e3779b97f4a7c15ul + (g >> (h & 63)) - (h >> 3);
	return r << 7 | r >> 57;
}
u64 high(u64 a, u64 b) { return (unsigned __int128)a * b >> 64; }
u64 div10(u64 a) { return a / 10 + a % 10; }
s64 sdiv(s64 a, s64 b) { return b ? a / b : a % 1000; }
int bits(u64 x) { return __builtin_popcountl(x) + (x ? __builtin_ctzl(x) + __builtin_clzl(x) : 64); }
u32 swap(u32 x, u64 *y) { *y = __builtin_bswap64(*y); return __builtin_bswap32(x); }
int atomics(int *p, u64 *q)
{
	int old = 3;
	__atomic_fetch_add(p, 2, __ATOMIC_SEQ_CST);
	__atomic_compare_exchange_n(p, &old, 9, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
	__atomic_store_n(q, 5, __ATOMIC_SEQ_CST);
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	return old + __atomic_exchange_n(p, 1, __ATOMIC_RELAXED) + __sync_fetch_and_or(q, 4);
}
int ackermann(int m, int n) { return !m ? n + 1 : !n ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1)); }
int sum(int n, ...)
{
	__builtin_va_list ap;
	int s = 0;
	__builtin_va_start(ap, n);
	while (n--)
		s += __builtin_va_arg(ap, int);
	__builtin_va_end(ap);
	return s;
}
struct flags { unsigned a : 3, b : 5; u64 c : 40; int d : 9; };
int fields(struct flags *f, int v) { f->b = v; f->c += v; f->d ^= v; return f->a + f->d; }
void sort(int *a, int n)
{
	for (int i = 1; i < n; i++) {
		int x = a[i], j = i;
		for (; j > 0 && a[j - 1] > x; j--)
			a[j] = a[j - 1];
		a[j] = x;
	}
}
int six(int a, int b, int c, int d, int e, int f, int g, s64 h) { return a + b * c - d * e + f * g + (int)h; }
int calls(int *p) { int v[40]; v[p[0] & 31] = sum(3, p[1], p[2], 4); return six(v[1], 2, 3, p[4], 5, 6, 7, 8) + v[p[5] & 31]; }
_Bool compare(u64 a, s64 b, u8 c) { return (a > 5 && b < -7) || c == 200 || (u16)a <= (u16)b; }
u8 cmov(int a, int b, u8 *t) { int m = a > b ? a : b; return t[m] + (u8)(a == b) + (u8)(a >= 0); }
