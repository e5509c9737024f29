/* Inline asm as the kernel writes it: operands that share a register and differ in width, bars in the text. */

/* Enters with 64 bits and leaves with 32, in a register of the compiler's choice and in a named one. */
static inline unsigned high_half(unsigned long x)
{
	unsigned half;

	__asm__("shrq $32, %q0" : "=r"(half) : "0"(x));
	return half;
}

static inline unsigned high_bits(unsigned long x, unsigned long *low)
{
	unsigned high;

	__asm__("movq %%rax, %1; shrq $20, %%rax" : "=a"(high), "=&d"(*low) : "0"(x) : "cc");
	return high;
}

/* A bar is an operator unless it parts the dialects of a brace. */
static inline unsigned long combined(unsigned long x)
{
	__asm__("orq $(0x10 | 0x200), %0; {addq $3, %0|add %0, 3}" : "+r"(x) : : "cc");
	return x;
}

static inline unsigned long register_number(unsigned long x)
{
	unsigned long number;

	__asm__(".set .Lseen, 0\n\t"
		".irp name, rax,rcx,rdx,rbx\n\t"
		".ifc %%\\name, %1\n\t"
		"movq $(.Lseen | 0x100), %0\n\t"
		".endif\n\t"
		".set .Lseen, .Lseen + 1\n\t"
		".endr" : "=r"(number) : "c"(x));
	return number;
}

unsigned long asm_operands(unsigned long n)
{
	unsigned long x = n * 0x9E3779B97F4A7C15UL + 77, low, r;

	r = high_half(x) + 3UL * high_bits(x ^ n << 40, &low);
	r = r * 31 + low;
	return r * 31 + combined(x) + register_number(n);
}
