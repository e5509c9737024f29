/* Jump tables, strings, static data of every kind, tail calls, cold paths. */
extern int printk(const char *format, ...);
extern void *memcpy(void *to, const void *from, unsigned long n);

static const char *const names[] = {"zero", "one", "two", "three", "four", "one"};
static int counter;
int exported = 7;
static unsigned long zeroed[32];
long common_one;
struct pair { const char *name; int (*fn)(int); short s; char c; };

static int twice(int x) { return 2 * x; }
static int thrice(int x) { return 3 * x; }
struct pair pairs[] = {{"twice", twice, 1, 'a'}, {"thrice", thrice, -1, 'b'}, {0, 0, 0, 0}};

__attribute__((cold, noinline)) static void complain(const char *what, int n)
{
	printk("%s: %d\n", what, n);
}

int dispatch(int op, int a, int b)
{
	switch (op) {
	case 0: return a + b;
	case 1: return a - b;
	case 2: return a * b;
	case 3: return b ? a / b : 0;
	case 4: return a & b;
	case 5: return a | b;
	case 6: return a ^ b;
	case 7: return a << (b & 31);
	case 8: counter++; return printk("%s", names[a % 6u]);
	case 9: return pairs[a & 1].fn(b);
	default:
		complain("bad op", op);
		return -1;
	}
}

unsigned long sum(const unsigned long *p, int n)
{
	unsigned long s = 0;
	for (int i = 0; i < n; i++)
		s += p[i] ^ zeroed[i & 31];
	return s;
}

int tail(int x) { exported += x; return dispatch(x, exported, counter); }
int weak_one(int x) __attribute__((weak));
int weak_one(int x) { return x + 1; }
int uses_weak(int x) { return weak_one(x) + weak_one(x + 1) + (int)common_one; }
extern int alias_of(int x) __attribute__((alias("uses_weak")));

struct big { long a[9]; };
struct big copy(const struct big *b) { struct big r = *b; r.a[3]++; return r; }
void copied(char *to) { memcpy(to, names[2], 3); }

int long_jumps(int n, volatile int *p)
{
	int r = 0;
again:
	if (n > 10) {
#define STEP(k) p[k] = n * k + p[k + 1]; r ^= p[k] << (k & 7);
#define STEPS(k) STEP(k) STEP(k + 1) STEP(k + 2) STEP(k + 3)
		STEPS(0) STEPS(4) STEPS(8) STEPS(12) STEPS(16) STEPS(20)
		if (p[3]) goto out;
		n--;
		goto again;
	}
	while (n--) {
		if (p[n] == 7) continue;
		r += p[n];
		if (r < 0) break;
	}
out:
	return r;
}
