/* What kernel code adds: per-CPU by %gs, inline asm with sections and numeric labels, asm goto, exception tables, user copies. */
struct thread { long flags; int count; };
extern int pc; extern struct thread *current_thread;
extern void slow(void); extern int fixed_up(int);
#define GS __attribute__((address_space(256)))

static inline __attribute__((always_inline)) void disable(void) { asm volatile("incl %%gs:%0" : "+m"(pc)); asm volatile("" ::: "memory"); }
static inline __attribute__((always_inline)) void enable(void)
{
	unsigned char zero;
	asm volatile("decl %%gs:%1\n\tsetz %0" : "=qm"(zero), "+m"(pc) : : "memory");
	if (__builtin_expect(zero, 0))
		slow();
}
int read_user(unsigned *to, const unsigned *from)
{
	int err;
	unsigned v;
	disable();
	asm volatile("1:	movl %2,%1\n2:\n"
		".section .fixup,\"ax\"\n3:	mov %3,%0\n	xorl %1,%1\n	jmp 2b\n.previous\n"
		".pushsection __ex_table,\"a\"\n	.balign 8\n	.long (1b) - .\n	.long (3b) - .\n.popsection\n"
		: "=r"(err), "=r"(v) : "m"(*from), "i"(-14), "0"(0));
	*to = v;
	enable();
	return err;
}
int patched(int x)
{
	asm goto("1: .byte 0x0f,0x1f,0x44,0x00,0\n\t.pushsection __jump_table, \"aw\"\n\t.balign 8\n\t.quad 1b, %l[on], %c0 + 1\n\t.popsection"
		: : "i"(&pc) : : on);
	return x;
on:
	return fixed_up(x) + 1;
}
int locked(int *p, int n)
{
	asm volatile(".pushsection .smp_locks,\"a\"\n.balign 4\n.long 671f - .\n.popsection\n671:\n\tlock; addl %1,%0" : "+m"(*p) : "ir"(n) : "memory");
	asm volatile("rep; nop" ::: "memory");
	return *p;
}
unsigned long copy(void *to, const void *from, unsigned long n)
{
	asm volatile("stac\n\trep movsb\n\tclac" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
	return n;
}
unsigned long flags(void)
{
	unsigned long f;
	asm volatile("pushf ; pop %0" : "=rm"(f) : : "memory");
	if (f & 0x200)
		asm volatile("cli" ::: "memory");
	return f;
}
void list(struct thread *t)
{
	for (; t; t = (struct thread *)t->flags)
		if (t->count > 3) { disable(); t->count--; enable(); }
}
int alternative(int x)
{
	asm volatile("661:\n\t.byte 0x90\n662:\n"
		".skip -(((6651f-6641f)-(662b-661b)) > 0) * ((6651f-6641f)-(662b-661b)),0x90\n663:\n"
		".pushsection .altinstructions,\"a\"\n .long 661b - .\n .long 6641f - .\n .2byte 25\n .byte 663b-661b\n .byte 6651f-6641f\n .byte 663b-662b\n.popsection\n"
		".pushsection .altinstr_replacement, \"ax\"\n6641:\n\taddl $100000,%0\n6651:\n.popsection" : "+r"(x));
	return x;
}
