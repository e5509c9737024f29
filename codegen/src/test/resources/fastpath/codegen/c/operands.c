/* Inline asm: names, modifiers, constraints, flags, registers. */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;
typedef long s64;
#define noinline __attribute__((noinline))
static volatile u64 in[8] = { 3, 17, 255, 4096, 0x8000000000000001ul, 7, 1, 0 };

/* Modifiers of operands: the register by size, its high byte. */
u64 test_sizes(void)
{
	u64 v = 0x1122334455667788ul, r = 0, a = in[0];
	asm("movb %b1, %b0" : "+r"(r) : "r"(v));
	asm("movw %w1, %w0\n\tshlq $16, %q0" : "+r"(r) : "r"(v));
	asm("addl %k1, %k0" : "+r"(a) : "r"(v));
	asm("addb %h1, %b0" : "+Q"(r) : "Q"(v));
	return r * 3 + a;
}

/* Constants without their dollar sign, negated, and addresses of symbols. */
u64 test_constants(void)
{
	u64 a, b, c, d;
	asm("leaq %c1(%2), %0" : "=r"(a) : "i"(40), "r"(in[0]));
	asm("addq %1, %0" : "=r"(b) : "i"(-5), "0"(20ul));
	asm("movq $%P1, %0" : "=r"(c) : "i"(&in[2]));
	asm("movq %1, %0" : "=r"(d) : "n"(sizeof(in)));
	return a + b * 100 + (c == (u64)&in[2]) * 10000 + d * 100000;
}

/* An address as an operand. */
u64 test_address(void)
{
	u64 r, *p = (u64 *)&in[1];
	asm("leaq %a1, %0" : "=r"(r) : "p"(p + 1));
	return (r - (u64)in) / 8;
}

/* Symbolic names, early clobbers, matching constraints. */
static noinline u64 multiply_high(u64 a, u64 b)
{
	u64 low, high;
	asm("mulq %[factor]" : [low] "=a"(low), [high] "=d"(high) : "[low]"(a), [factor] "rm"(b) : "cc");
	return high * 7 + low;
}
static noinline u64 early(u64 a, u64 b)
{
	u64 r;
	asm("movq $1, %0\n\taddq %1, %0\n\taddq %2, %0" : "=&r"(r) : "r"(a), "r"(b));
	return r;
}
u64 test_names(void)
{
	return multiply_high(in[4], 6) + early(in[0], in[1]) * 1000;
}

/* Conditions as outputs. */
static noinline u64 conditions(s64 a, s64 b)
{
	_Bool below, less, equal, sign, not_greater;
	u8 carry;
	int over;
	asm("cmpq %[b], %[a]" : "=@ccb"(below), "=@ccl"(less), "=@cce"(equal), "=@ccs"(sign), "=@ccle"(not_greater), "=@ccc"(carry), "=@cco"(over) : [a] "r"(a), [b] "r"(b));
	return below | less << 1 | equal << 2 | sign << 3 | not_greater << 4 | carry << 5 | (u64)over << 6;
}
u64 test_flags(void)
{
	return conditions(1, 2) + conditions(-1, 1) * 128 + conditions(5, 5) * 16384 + conditions(in[4], 3) * 2097152;
}

/* Variables in given registers, as for a system call with six arguments. */
static noinline u64 six(u64 a, u64 b, u64 c)
{
	u64 r;
	register u64 r10 asm("r10") = a;
	register u64 r8 asm("r8") = b;
	register u64 r9 asm("r9") = c;
	asm volatile("movq %%r10, %0\n\timulq $10, %0\n\taddq %%r8, %0\n\timulq $10, %0\n\taddq %%r9, %0" : "=&r"(r) : "r"(r10), "r"(r8), "r"(r9) : "cc");
	return r;
}
u64 test_register_variables(void)
{
	return six(in[0], in[5], in[6]);
}

/* The stack pointer as a variable, and as an operand that orders asm after the frame. */
register u64 current_stack asm("rsp");
#define CALL_CONSTRAINT "+r"(current_stack)
static noinline u64 callee(u64 n) { return n * 2; }
u64 test_stack_pointer(void)
{
	u64 local, r, a = in[0];
	asm volatile("callq %P[f]" : "=a"(r), CALL_CONSTRAINT, "+D"(a) : [f] "i"(callee) : "memory", "cc", "rcx", "rdx", "rsi", "r8", "r9", "r10", "r11");
	return r + ((u64)&local - current_stack + 4096 < 8192) * 100;
}

/* Flags saved and restored. */
u64 test_save_flags(void)
{
	u64 flags, again;
	asm volatile("pushfq\n\tpopq %0" : "=rm"(flags) : : "memory");
	asm volatile("pushq %0\n\tpopfq" : : "g"(flags) : "memory", "cc");
	asm volatile("pushfq\n\tpopq %0" : "=rm"(again) : : "memory");
	return ((flags ^ again) & 0x200) + (flags & 2);
}

/* Strings: registers that are read and changed, memory as a whole. */
static noinline u64 copy(u8 *to, const u8 *from, u64 n)
{
	u64 c = n;
	asm volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(c) : : "memory");
	return (u64)to + c;
}
u64 test_rep(void)
{
	u8 a[9] = "abcdefgh", b[9] = { 0 };
	u64 end = copy(b, a, in[0] + 2) - (u64)b;
	return end + b[4] * 10 + b[5];
}

/* A memory operand as wide as the structure it changes. */
struct pair { u64 a, b; };
u64 test_memory(void)
{
	struct pair p = { 1, 2 };
	u64 d;
	asm("movq %1, %0\n\taddq 8%1, %0" : "=&r"(d) : "m"(p));
	asm("incq %0" : "+m"(p.b));
	asm volatile("movq $7, (%1)" : "+m"(*(struct pair *)&p) : "r"(&p));
	return d + p.a * 10 + p.b * 100;
}

/* Identification of the processor leaves its four registers. */
static inline void cpuid(u32 *a, u32 *b, u32 *c, u32 *d) { asm volatile("cpuid" : "=a"(*a), "=b"(*b), "=c"(*c), "=d"(*d) : "0"(*a), "2"(*c) : "memory"); }
u64 test_cpuid(void)
{
	u32 a = 0, b, c = 0, d;
	cpuid(&a, &b, &c, &d);
	return (a > 0) + (b != 0) * 2;
}

/* A percent sign stands for itself only without operands; braces choose a dialect. */
u64 test_dialects(void)
{
	u64 v = in[0];
	asm("{addq $2, %0|add %0, 2}" : "+r"(v));
	return v;
}

/* Unique numbers in templates. */
static noinline u64 unique_label(u64 n)
{
	asm("testq %0, %0\n\tjz .Lidiom%=\n\taddq $100, %0\n.Lidiom%=:" : "+r"(n) : : "cc");
	return n;
}
u64 test_unique_label(void)
{
	return unique_label(in[0]) + unique_label(in[7]) * 1000;
}

/* Hiding a value from the optimizer. */
#define OPTIMIZER_HIDE_VAR(v) asm("" : "=r"(v) : "0"(v))
u64 test_hide(void)
{
	u32 v = 5;
	OPTIMIZER_HIDE_VAR(v);
	return __builtin_constant_p(v) * 10 + v;
}

/* Carry through two additions. */
u64 test_carry(void)
{
	u64 low = in[4], high = in[0];
	asm("addq %2, %0\n\tadcq %3, %1" : "+r"(low), "+r"(high) : "er"(in[4]), "er"(0ul) : "cc");
	return low * 1000 + high;
}

/* Sums folded to 16 bits. */
static noinline u16 fold(u32 sum)
{
	asm("addl %1, %0\n\tadcl $0xffff, %0" : "=r"(sum) : "r"(sum << 16), "0"(sum & 0xffff0000));
	return (u16)(~sum >> 16);
}
u64 test_checksum(void)
{
	return fold(0x12345678) + fold(0xfffffffe) * 65536ul;
}
