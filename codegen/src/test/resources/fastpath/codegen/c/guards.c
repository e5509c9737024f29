/* Guards, static keys, sections: what runs at the end of a scope, and what is patched. */
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long u64;
typedef int s32;
#define noinline __attribute__((noinline))
#define always_inline inline __attribute__((always_inline))
#define NULL ((void *)0)
#define cleanup(f) __attribute__((cleanup(f)))
static volatile u64 in[8] = { 3, 17, 255, 4096, 0x8000000000000001ul, 7, 1, 0 };
static u64 trail;
static noinline void mark(u64 n) { trail = trail * 10 + n; }
#define glue_(a, b) a##b
#define glue(a, b) glue_(a, b)
#define fresh(name) glue(name, __COUNTER__)
struct lock { int held, kind; };
static noinline void lock(struct lock *l) { l->held++; mark(l->kind); }
static noinline void unlock(struct lock *l) { l->held--; mark(l->kind + 4); }
static noinline int try_lock(struct lock *l) { if (l->held) return 0; lock(l); return 1; }
#define DEFINE_FREE(name, type, free) static inline void free_##name(void *p) { type _T = *(type *)p; free; }
#define __free(name) cleanup(free_##name)
#define get_and_null(p, null) ({ __auto_type pp_ = &(p); __auto_type v_ = *pp_; *pp_ = null; v_; })
static always_inline const volatile void *must_check(const volatile void *v) { return v; }
#define no_free_ptr(p) ((typeof(p))must_check((const volatile void *)get_and_null(p, NULL)))
#define return_ptr(p) return no_free_ptr(p)
#define DEFINE_CLASS(name, type, leave, enter, ...) \
	typedef type class_##name##_t; \
	static inline void class_##name##_leave(type *p) { type _T = *p; leave; } \
	static inline type class_##name##_enter(__VA_ARGS__) { type t = enter; return t; }
#define CLASS(name, var) class_##name##_t var cleanup(class_##name##_leave) = class_##name##_enter
#define DEFINE_GUARD(name, type, enter, leave) \
	DEFINE_CLASS(name, type, if (_T) { leave; }, ({ enter; _T; }), type _T) \
	static inline void *class_##name##_ptr(class_##name##_t *t) { return (void *)(unsigned long)*t; }
#define DEFINE_GUARD_COND(name, ext, test) \
	typedef class_##name##_t class_##name##ext##_t; \
	static inline void class_##name##ext##_leave(class_##name##_t *p) { class_##name##_leave(p); } \
	static inline class_##name##_t class_##name##ext##_enter(class_##name##_t _T) { class_##name##_t t = ({ void *t_ = _T; if (_T && !(test)) t_ = NULL; t_; }); return t; } \
	static inline void *class_##name##ext##_ptr(class_##name##_t *t) { return class_##name##_ptr(t); }
#define guard(name) CLASS(name, fresh(guard_))
#define guard_ptr(name) class_##name##_ptr
#define scoped_guard__(name, label, args...) \
	for (CLASS(name, scope)(args); guard_ptr(name)(&scope); ({ goto label; })) \
		if (0) { label: break; } else
#define scoped_guard(name, args...) scoped_guard__(name, fresh(label_), args)
#define scoped_cond_guard(name, fail, args...) \
	for (CLASS(name, scope)(args), *done = NULL; !done; done = (void *)1) \
		if (!guard_ptr(name)(&scope)) fail; else
DEFINE_GUARD(mutex, struct lock *, lock(_T), unlock(_T))
DEFINE_GUARD_COND(mutex, _try, try_lock(_T))
static noinline void release(u64 *p) { mark(*p); }
DEFINE_FREE(slot, u64 *, if (_T) release(_T))
static u64 pool[4] = { 5, 6, 7, 8 };
static void add_up(int *p) { trail += *p; }

/* A guard unlocks at every return. */
static noinline u64 early(struct lock *l, u64 n)
{
	guard(mutex)(l);
	if (n == 3)
		return l->held;
	mark(9);
	return 2;
}
u64 test_guard(void)
{
	struct lock l = { 0, 1 };
	trail = 0;
	u64 a = early(&l, in[0]);
	u64 b = early(&l, in[1]);
	return trail * 1000 + l.held * 100 + a * 10 + b;
}

/* Two guards of one scope unlock in reverse order. */
u64 test_two_guards(void)
{
	struct lock a = { 0, 1 }, b = { 0, 2 };
	trail = 0;
	{
		guard(mutex)(&a);
		guard(mutex)(&b);
		mark(9);
	}
	return trail;
}

/* A scoped guard holds for one statement; break leaves it. */
u64 test_scoped_guard(void)
{
	struct lock a = { 0, 1 };
	trail = 0;
	scoped_guard(mutex, &a) {
		mark(a.held);
		if (in[0] == 3)
			break;
		mark(8);
	}
	scoped_guard(mutex, &a)
		mark(9);
	return trail * 10 + a.held;
}

/* A guard that may fail runs the other statement. */
static noinline int conditional(struct lock *l)
{
	scoped_cond_guard(mutex_try, return -16, l) {
		mark(9);
		return 1;
	}
	return 0;
}
u64 test_cond_guard(void)
{
	struct lock a = { 0, 1 }, b = { 1, 2 };
	trail = 0;
	int x = conditional(&a), y = conditional(&b);
	return trail * 1000 + x * 100 - y;
}

/* Memory is freed unless the pointer is handed out. */
static noinline u64 *take(int i, int fail)
{
	u64 *p __free(slot) = &pool[i];
	u64 *q __free(slot) = &pool[i + 1];
	if (fail)
		return NULL;
	return_ptr(p);
}
u64 test_free(void)
{
	trail = 0;
	u64 *a = take(0, 0), *b = take(2, 1);
	return trail * 10 + (a == pool) * 2 + !b;
}

/* An error path by goto leaves scopes and runs their cleanups. */
static noinline int by_goto(u64 n)
{
	int r = 0;
	for (u64 i = 0; i < n; i++) {
		u64 *p __free(slot) = &pool[i & 3];
		if (i == 2) {
			r = i;
			goto out;
		}
		if (i == 1)
			continue;
		mark(i);
	}
out:
	return r;
}
u64 test_cleanup_goto(void)
{
	trail = 0;
	return by_goto(in[1]) + trail * 10;
}

/* A class whose constructor takes arguments. */
struct irq { u64 flags; };
static noinline u64 irq_save(u64 f) { mark(f); return f + 1; }
DEFINE_CLASS(irq, struct irq, mark(_T.flags), ({ (struct irq){ irq_save(f) }; }), u64 f)
u64 test_class(void)
{
	trail = 0;
	{
		CLASS(irq, one)(in[0]);
		CLASS(irq, two)(in[5]);
		mark(one.flags + two.flags - 10);
	}
	return trail;
}

/* Cleanup functions see the variable, so that a later store is what they see. */
u64 test_cleanup_value(void)
{
	trail = 0;
	for (int i = 0; i < 3; i++) {
		int v cleanup(add_up) = i;
		v *= 10;
	}
	({ int w cleanup(add_up) = 100; w++; });
	return trail;
}

/* The value of a statement expression is computed before its cleanups. */
u64 test_cleanup_expression(void)
{
	trail = 7;
	u64 v = ({ int w cleanup(add_up) = 100; trail; });
	return v * 1000 + trail;
}

/* A static key: a jump table of a section, a branch that asm goto makes. */
struct key { int enabled; };
struct entry { s32 code, target; long key; };
extern const struct entry __start_idiom_keys[], __stop_idiom_keys[];
static struct key key_on = { 1 }, key_off;
static always_inline _Bool branch(struct key *const k, const _Bool likely)
{
	asm goto("1: .byte 0x0f,0x1f,0x44,0x00,0x00\n\t"
		".pushsection idiom_keys, \"aw\"\n\t"
		".balign 8\n\t"
		".long 1b - ., %l[yes] - .\n\t"
		".quad %c0 + %c1\n\t"
		".popsection"
		: : "i"(k), "i"(likely) : : yes);
	return 0;
yes:
	return 1;
}
static noinline u64 keyed(void) { return branch(&key_on, 1) * 2 + branch(&key_off, 0); }
u64 test_static_key(void)
{
	u64 n = __stop_idiom_keys - __start_idiom_keys, d = 0;
	for (const struct entry *e = __start_idiom_keys; e < __stop_idiom_keys; e++)
		d += ((struct key *)(e->key & ~1ul))->enabled + (e->key & 1) * 10;
	return keyed() + n * 100 + d * 1000;
}

/* A static call: a direct call of a symbol that asm defines. */
static noinline u64 target_one(u64 v) { return v + 1; }
u64 idiom_trampoline(u64);
asm(".pushsection .text\n.globl idiom_trampoline\n.type idiom_trampoline,@function\nidiom_trampoline:\n\tlea 5(%rdi), %rax\n\tret\n.size idiom_trampoline, .-idiom_trampoline\n.popsection");
struct call_key { u64 (*f)(u64); };
static struct call_key call_key = { target_one };
u64 test_static_call(void)
{
	u64 (*volatile f)(u64) = call_key.f;
	return idiom_trampoline(in[0]) * 10 + f(in[0]);
}

/* Initcalls: pointers in a section. */
typedef int (*initcall_t)(void);
static int init_a(void) { trail += 1; return 0; }
static int init_b(void) { trail += 20; return 0; }
#define initcall(f) static initcall_t const glue(initcall_, f) __attribute__((used, section("idiom_init"))) = f
initcall(init_a);
initcall(init_b);
extern initcall_t const __start_idiom_init[], __stop_idiom_init[];
u64 test_initcalls(void)
{
	trail = 0;
	for (const initcall_t *f = __start_idiom_init; f < __stop_idiom_init; f++)
		(*f)();
	return trail;
}

/* Exception tables: relative addresses of asm labels. */
struct fixup { s32 insn, handler; };
extern const struct fixup __start_idiom_table[], __stop_idiom_table[];
static noinline u64 guarded(u64 *p)
{
	u64 v;
	asm volatile("1: movq %1, %0\n2:\n.pushsection idiom_table, \"a\"\n.balign 4\n.long 1b - ., 2b - .\n.popsection" : "=r"(v) : "m"(*p));
	return v;
}
u64 test_extable(void)
{
	u64 v = in[1];
	const struct fixup *f = __start_idiom_table;
	return guarded(&v) + (((u64)&f->handler + f->handler) - ((u64)&f->insn + f->insn) > 0) * 100 + (__stop_idiom_table - f) * 1000;
}

/* An alternative: a replacement in a section, lengths computed by the assembler. */
u64 test_alternative(void)
{
	u64 v = in[0];
	asm volatile("661: addq $2, %0\n662:\n.skip -(((6651f-6641f)-(662b-661b)) > 0) * ((6651f-6641f)-(662b-661b)), 0x90\n663:\n"
		".pushsection idiom_alt, \"ax\"\n6641: nop\n nop\n nop\n nop\n nop\n nop\n6651:\n.popsection" : "+r"(v));
	return v;
}

/* Weak symbols and aliases. */
u64 idiom_default(u64 n) { return n + 30; }
u64 idiom_weak(u64 n) __attribute__((weak, alias("idiom_default")));
extern u64 idiom_absent(u64) __attribute__((weak));
u64 test_weak(void)
{
	return idiom_weak(in[0]) + (idiom_absent ? idiom_absent(1) : 100);
}

/* Objects aligned to a cache line, inside a structure too. */
#define cacheline __attribute__((aligned(64)))
struct padded { u8 a; u8 b cacheline; } cacheline;
static struct padded padded[2];
u64 test_cacheline(void)
{
	return sizeof(struct padded) + __builtin_offsetof(struct padded, b) * 1000 + ((u64)&padded[1] & 63) + _Alignof(struct padded) * 1000000;
}
