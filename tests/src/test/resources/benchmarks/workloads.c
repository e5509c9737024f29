/*
 * What the engines are measured by: each function does its work n times and returns what came of it, so that a
 * native process, the emulator and others can be compared in result as in time. Integer code for any place in
 * memory; %gs has to point to a page.
 */
typedef unsigned long u64;
typedef unsigned int u32;
typedef unsigned char u8;

static inline void count_up(void)
{
	asm volatile("incl %%gs:0x40" ::: "memory");
}

static inline int count_down(void)
{
	int zero;

	asm volatile("decl %%gs:0x40" : "=@cce"(zero) :: "memory");
	return zero;
}

/* a: a region of preempt_disable() around a walk of a hash chain. */
struct node {
	struct node *next;
	u64 key, value;
};

#define NODES 1024
static struct node nodes[NODES];
static struct node *buckets[NODES / 4];
u64 slow_calls;

__attribute__((noinline, cold)) void slow_path(void)
{
	slow_calls++;
}

static u32 hash(u64 key)
{
	return key * 0x61c8864680b583ebul >> 56;
}

static void fill(void)
{
	if (nodes[1].key)
		return;
	for (u64 i = 0; i < NODES; i++) {
		struct node **bucket = &buckets[hash(i * 7)];

		nodes[i] = (struct node){ *bucket, i * 7, i * i };
		*bucket = &nodes[i];
	}
}

__attribute__((noinline)) u64 lookup(u64 key)
{
	u64 value = 0;

	count_up();
	for (struct node *n = buckets[hash(key)]; n; n = n->next)
		if (n->key == key) {
			value = n->value;
			break;
		}
	if (!count_down())
		slow_path();
	return value;
}

u64 work_a(u64 n)
{
	u64 sum = 0;

	fill();
	for (u64 i = 0; i < n; i++)
		sum += lookup((i & NODES - 1) * 7);
	return sum;
}

/* b: a copy as copy_user_generic_unrolled() does it. */
static u8 source[4096 + 64], destination[4096 + 64];

__attribute__((noinline)) u64 copy(void *to, const void *from, u64 bytes)
{
	u64 t0, t1, t2, t3, blocks = bytes >> 6, rest = bytes & 63;

	if (blocks)
		asm volatile("1: movq (%[s]), %[a]; movq 8(%[s]), %[b]; movq 16(%[s]), %[c]; movq 24(%[s]), %[d];"
			     "movq %[a], (%[t]); movq %[b], 8(%[t]); movq %[c], 16(%[t]); movq %[d], 24(%[t]);"
			     "movq 32(%[s]), %[a]; movq 40(%[s]), %[b]; movq 48(%[s]), %[c]; movq 56(%[s]), %[d];"
			     "movq %[a], 32(%[t]); movq %[b], 40(%[t]); movq %[c], 48(%[t]); movq %[d], 56(%[t]);"
			     "leaq 64(%[s]), %[s]; leaq 64(%[t]), %[t]; decq %[n]; jnz 1b"
			     : [s] "+r"(from), [t] "+r"(to), [n] "+r"(blocks), [a] "=&r"(t0), [b] "=&r"(t1),
			       [c] "=&r"(t2), [d] "=&r"(t3)
			     :: "memory");
	for (; rest >= 8; rest -= 8, from += 8, to += 8)
		*(volatile u64 *)to = *(const volatile u64 *)from;
	for (; rest; rest--, from++, to++)
		*(volatile u8 *)to = *(const volatile u8 *)from;
	return rest;
}

u64 work_b(u64 n)
{
	u64 left = 0;

	for (u64 i = 0; i < 4096; i++)
		source[i] = i * 31;
	for (u64 i = 0; i < n; i++)
		left += copy(destination + (i & 7) * 256, source + (i & 3) * 512, 64 + (i & 3) * 64);
	return left + destination[77] + destination[1800];
}

/* c: a list, a matrix, a CRC, a state machine. */
struct item {
	struct item *next;
	long value;
};

static struct item items[256];
static u32 crc_table[256];
static u32 left[16][16], right[16][16], product[16][16];
static const char text[] = "count 42, 0x1f; name=value /* remark */ 7 + 8 * (9 - 10) \"quoted\" end of line\n";

static void prepare(void)
{
	if (crc_table[1])
		return;
	for (u32 i = 0; i < 256; i++) {
		u32 c = i;

		for (int k = 0; k < 8; k++)
			c = c & 1 ? c >> 1 ^ 0x82f63b78 : c >> 1;
		crc_table[i] = c;
		items[i].value = (long)i * 3 - 100;
		items[i].next = i % 64 == 63 ? 0 : &items[(i & ~63) + (i * 5 + 5) % 64];
		left[i / 16][i % 16] = i * 7;
		right[i / 16][i % 16] = i ^ 0x55;
	}
}

__attribute__((noinline)) long walk(const struct item *item)
{
	long sum = 0;

	for (int limit = 64; item && limit; item = item->next, limit--)
		if (item->value > 0)
			sum += item->value;
	return sum;
}

__attribute__((noinline)) u32 multiply(void)
{
	for (int i = 0; i < 16; i++)
		for (int j = 0; j < 16; j++) {
			u32 sum = 0;

			for (int k = 0; k < 16; k++)
				sum += left[i][k] * right[k][j];
			product[i][j] = sum;
		}
	return product[3][5];
}

__attribute__((noinline)) u32 crc(u32 c, const void *bytes, u64 length)
{
	for (const u8 *p = bytes; length--; p++)
		c = crc_table[(c ^ *p) & 255] ^ c >> 8;
	return c;
}

enum state { BETWEEN, WORD, NUMBER, QUOTE, SLASH, REMARK, STAR, SIGN };

__attribute__((noinline)) u32 scan(const char *s)
{
	enum state state = BETWEEN;
	u32 tokens = 0, letters = 0;

	for (; *s; s++) {
		char ch = *s;

		switch (state) {
		case WORD:
			letters++;
			if (ch >= 'a' && ch <= 'z')
				break;
			state = BETWEEN;
			goto between;
		case NUMBER:
			if (ch >= '0' && ch <= '9' || ch == 'x' || ch >= 'a' && ch <= 'f')
				break;
			state = BETWEEN;
			goto between;
		case QUOTE:
			state = ch == '"' ? BETWEEN : QUOTE;
			break;
		case SLASH:
			state = ch == '*' ? REMARK : BETWEEN;
			break;
		case REMARK:
			state = ch == '*' ? STAR : REMARK;
			break;
		case STAR:
			state = ch == '/' ? BETWEEN : REMARK;
			break;
		case SIGN:
			tokens += 2;
			state = BETWEEN;
			goto between;
		case BETWEEN:
		between:
			if (ch >= 'a' && ch <= 'z')
				state = WORD, tokens++;
			else if (ch >= '0' && ch <= '9')
				state = NUMBER, tokens++;
			else if (ch == '"')
				state = QUOTE, tokens++;
			else if (ch == '/')
				state = SLASH;
			else if (ch == '+' || ch == '*')
				state = SIGN;
			break;
		}
	}
	return tokens << 16 | letters;
}

u64 work_c(u64 n)
{
	u64 sum = 0;

	prepare();
	for (u64 i = 0; i < n; i++) {
		sum += walk(&items[i & 192]);
		sum += walk(&items[i & 128]);
		if (!(i & 3))
			sum += multiply();
		sum += crc(i, nodes, 512);
		sum += scan(text);
	}
	return sum;
}

/* d, D: rep movsb. */
static u64 string_copy(u64 n, u64 bytes)
{
	for (u64 i = 0; i < 4096; i++)
		source[i] = i * 31;
	for (u64 i = 0; i < n; i++) {
		void *to = destination + (i & 31);
		const void *from = source + (i & 15);
		u64 count = bytes;

		asm volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(count) :: "memory");
	}
	return destination[40] + destination[61];
}

u64 work_d(u64 n)
{
	return string_copy(n, 64);
}

u64 work_D(u64 n)
{
	return string_copy(n, 4096);
}

/* What the interpreter is measured by: a sort, the CRC, the list. */
static u32 numbers[512];

__attribute__((noinline)) void sort(u32 *a, long n)
{
	for (long start = n / 2 - 1, end = n; end > 1;) {
		long root;

		if (start >= 0) {
			root = start--;
		} else {
			u32 t = a[--end];

			a[end] = a[0];
			a[0] = t;
			root = 0;
		}
		for (long child; (child = 2 * root + 1) < end; root = child) {
			u32 t;

			if (child + 1 < end && a[child] < a[child + 1])
				child++;
			if (a[root] >= a[child])
				break;
			t = a[root], a[root] = a[child], a[child] = t;
		}
	}
}

u64 work_mixed(u64 n)
{
	u64 sum = 0;
	u32 seed = 1;

	prepare();
	for (u64 i = 0; i < n; i++) {
		for (int k = 0; k < 512; k++)
			numbers[k] = seed = seed * 1664525 + 1013904223;
		sort(numbers, 512);
		sum += numbers[100];
		for (int k = 0; k < 64; k++)
			sum += walk(&items[k * 64 & 192]);
		for (int k = 0; k < 8; k++)
			sum += crc(i, numbers, 2048);
	}
	return sum;
}
