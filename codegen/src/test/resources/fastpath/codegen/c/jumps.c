/* Jumps: labels as values, local labels, asm goto, ranges of cases. */
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long u64;
typedef int s32;
#define noinline __attribute__((noinline))
static volatile u64 in[8] = { 3, 17, 255, 4096, 0x8000000000000001ul, 7, 1, 0 };

/* A threaded interpreter: a static table of labels. */
static noinline u64 interpret(const u8 *p)
{
	static const void *const table[] = { &&op_end, &&op_add, &&op_double, &&op_skip };
	u64 acc = 1;
#define next goto *table[*p++]
	next;
op_add:
	acc += *p++;
	next;
op_double:
	acc *= 2;
	next;
op_skip:
	p++;
	next;
op_end:
	return acc;
}
u64 test_threaded(void)
{
	static const u8 code[] = { 1, 5, 2, 3, 9, 2, 1, 1, 0 };
	return interpret(code);
}

/* A table of label differences, which needs no relocation. */
static noinline u64 relative(u64 n)
{
	static const s32 table[] = { &&a - &&a, &&b - &&a, &&c - &&a };
	goto *(&&a + table[n]);
a:
	return 10;
b:
	return 20;
c:
	return 30;
}
u64 test_label_differences(void)
{
	return relative(in[7]) + relative(in[6]) * 100 + relative(2) * 10000;
}

/* Addresses of labels that no jump reaches are defined too. */
static noinline void *unreached(void) { return &&L; L: return 0; }
static inline __attribute__((always_inline)) void *unreached_inlined(int z) { void *p = &&L; if (z) { L: return 0; } return p; }
static noinline int after_return(void) { static void *const table[] = { &&L }; return table[0] != 0; L: return 5; }
static noinline u64 unevaluated(void) { return sizeof(({ L: 1; })) + sizeof(&&L); }
static noinline u64 unevaluated_target(int n)
{
	void *const table[] = { &&one, &&two };
	u64 d = sizeof(({ L: &&L; }));
	goto *table[n];
one:
	return d + 1;
two:
	return d + 2;
}
u64 test_unreached_labels(void)
{
	return (unreached() != 0) + (unreached_inlined(0) != 0) * 2 + after_return() * 4 + unevaluated() * 8 + unevaluated_target(in[6]) * 1000;
}

/* A label's address in a variable that a loop changes. */
static noinline u64 states(const char *s)
{
	void *state = &&outside;
	u64 words = 0;
	for (; *s; s++) {
		goto *state;
outside:
		if (*s != ' ') {
			words++;
			state = &&inside;
		}
		continue;
inside:
		if (*s == ' ')
			state = &&outside;
	}
	return words;
}
u64 test_states(void)
{
	return states("the quick  brown fox ");
}

/* Labels of a block, in a macro that is expanded twice. */
#define find_first(a, n, v) ({ __label__ found; u64 i_; for (i_ = 0; i_ < (n); i_++) if ((a)[i_] == (v)) goto found; i_ = 99; found: i_; })
u64 test_local_labels(void)
{
	return find_first(in, 8, 255) + 100 * find_first(in, 8, 4096) + 10000 * find_first(in, 8, 5);
}

/* The current address by a local label. */
#define this_address ({ __label__ here; here: (u64)&&here; })
u64 test_this_address(void)
{
	u64 a = this_address;
	return (a != 0) + (a == (u64)in) * 2;
}

/* asm goto with an output on the straight path. */
static noinline u64 halve(u64 n)
{
	u64 half;
	asm goto("movq %1, %0\n\tshrq $1, %0\n\tjc %l[odd]" : "=&r"(half) : "r"(n) : "cc" : odd);
	return half;
odd:
	return half + 1000;
}
u64 test_asm_goto_output(void)
{
	return halve(in[0]) + halve(8) * 10000;
}

/* asm goto with an operand that is read and written, and several labels. */
static noinline u64 classify(u64 v)
{
	asm goto("subq $5, %[v]\n\tjb %l[below]\n\tje %l[equal]" : [v] "+r"(v) : : "cc" : below, equal);
	return v + 100;
below:
	return v + 6;
equal:
	return v + 50;
}
u64 test_asm_goto_several(void)
{
	return classify(in[0]) + classify(5) * 10 + classify(in[5]) * 10000;
}

/* asm goto with a memory output, as an atomic decrement and test. */
static noinline _Bool dec_and_test(u64 *p)
{
	asm goto("lock decq %0\n\tje %l[zero]" : "+m"(*p) : : "memory", "cc" : zero);
	return 0;
zero:
	return 1;
}
u64 test_asm_goto_memory(void)
{
	u64 v = 2;
	return dec_and_test(&v) * 2 + dec_and_test(&v) + v * 10;
}

/* A load that may fault: output, label and memory input. */
#define get_checked(x, p, label) asm goto("movq %1, %0\n\ttestq %0, %0\n\tjs %l[" #label "]" : "=r"(x) : "m"(*(p)) : "cc" : label)
static noinline long fetch(const u64 *p)
{
	u64 v;
	get_checked(v, p, fault);
	return v;
fault:
	return -14;
}
u64 test_unsafe_get(void)
{
	u64 a = 12, b = ~0ul;
	return fetch(&a) * 100 - fetch(&b);
}

/* Ranges of cases, small, large and by characters. */
static noinline u64 range(u64 n)
{
	switch (n) {
	case 0 ... 9: return 1;
	case 10 ... 96: return 2;
	case 'a' ... 'z': return 3;
	case 4096 ... 1ul << 40: return 4;
	case ~0ul - 5 ... ~0ul: return 5;
	}
	return 6;
}
u64 test_case_ranges(void)
{
	return range(in[0]) + range(in[1]) * 10 + range('q') * 100 + range(in[3]) * 1000 + range(-3ul) * 10000 + range(in[4]) * 100000;
}

/* A switch whose loop is entered in the middle. */
static noinline u64 unrolled(const u8 *p, u64 n)
{
	u64 sum = 0, rounds = (n + 3) / 4;
	switch (n % 4) {
	case 0: do { sum = sum * 3 + *p++;
	case 3: sum = sum * 3 + *p++;
	case 2: sum = sum * 3 + *p++;
	case 1: sum = sum * 3 + *p++;
		} while (--rounds > 0);
	}
	return sum;
}
u64 test_duff(void)
{
	static const u8 bytes[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
	return unrolled(bytes, 7) + unrolled(bytes, 4) * 100000;
}

/* Nested conditional expressions of mixed types. */
static noinline long nested(u64 n)
{
	return n < 4 ? n < 2 ? -1 : 2u : n < 100 ? (u8)n : n == 255 ? (short)-5 : 4l;
}
u64 test_nested_conditionals(void)
{
	return nested(in[7]) + nested(in[0]) * 10 + nested(in[1]) * 100 + nested(in[2]) + nested(in[3]) * 100000;
}

/* An error path that undoes in reverse order. */
static noinline int setup(u64 fail)
{
	int done = 0;
	done = done * 10 + 1;
	if (fail == 1) goto undo_none;
	done = done * 10 + 2;
	if (fail == 2) goto undo_one;
	done = done * 10 + 3;
	if (fail == 3) goto undo_two;
	return done;
undo_two:
	done = done * 10 + 8;
undo_one:
	done = done * 10 + 9;
undo_none:
	return -done;
}
u64 test_unwind(void)
{
	return -setup(in[0]) + (u64)-setup(in[6]) * 1000000 + setup(in[7]) * 10000000ul;
}

/* Loops over bits of a mask. */
#define for_each_set_bit(bit, mask) for (u64 m_ = (mask); m_ && ((bit) = __builtin_ctzl(m_), 1); m_ &= m_ - 1)
u64 test_for_each_bit(void)
{
	u64 sum = 0, bit;
	for_each_set_bit(bit, in[4] | 0x110)
		sum = sum * 64 + bit;
	return sum;
}

/* The same in a function that is inlined twice, with a fixed register and a loop. */
static inline __attribute__((always_inline)) _Bool try_exchange(u64 *p, u64 *old, u64 new)
{
	_Bool done = 0;
	u64 o = *old;
	asm goto("lock cmpxchgq %[new], %[p]\n\tjnz %l[failed]" : [p] "+m"(*p), [old] "+a"(o) : [new] "r"(new) : "memory", "cc" : failed);
	done = 1;
failed:
	if (!done)
		*old = o;
	return done;
}
u64 test_asm_goto_inlined(void)
{
	u64 v = 10, old = 3, rounds = 0;
	while (!try_exchange(&v, &old, old + in[0]))
		rounds++;
	rounds = rounds * 10 + try_exchange(&v, &old, 0);
	return rounds * 10000 + v * 100 + old;
}

/* The address of a label in a function that is inlined, as a place to report. */
static inline __attribute__((always_inline)) u64 place(u64 *sum) { u64 at = ({ __label__ here; here: (u64)&&here; }); *sum += 1; return at; }
u64 test_inlined_label(void)
{
	u64 n = 0, a = place(&n), b = place(&n);
	return n + (a != 0 && b != 0) * 10;
}

/* A bytecode dispatcher: the handlers decode operands and jump to the next one themselves. */
#define NEXT goto *handlers[*pc++]
static noinline long execute(const unsigned char *pc, long a)
{
	static void *const handlers[] = { &&halt, &&push, &&add, &&mul, &&jump_if, &&dup, &&dec };
	long stack[8], *top = stack;
	*top = a;
	NEXT;
push:
	*++top = *pc++;
	NEXT;
add:
	top--;
	*top += top[1];
	NEXT;
mul:
	top--;
	*top *= top[1];
	NEXT;
dup:
	top[1] = *top;
	top++;
	NEXT;
dec:
	--*top;
	NEXT;
jump_if:
	if (*top) {
		pc += (signed char)*pc;
		NEXT;
	}
	pc++;
	NEXT;
halt:
	return top - stack > 0 ? top[-1] * 10 + *top : *top;
}
u64 test_dispatcher(void)
{
	static const unsigned char sum[] = { 1, 3, 2, 1, 5, 3, 0 };
	static const unsigned char count[] = { 5, 5, 3, 1, 4, 6, 4, (unsigned char)-2, 0 };
	return execute(sum, in[0]) * 100000 + execute(count, in[5]);
}
