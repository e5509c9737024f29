/* SPDX-License-Identifier: Apache-2.0 */
/*
 * User memory: below the thread's address limit, open only between stac and clac, and possibly absent. An
 * instruction that faults there goes on at the fix-up that the exception table names.
 */
#ifndef LINUX_UACCESS_H
#define LINUX_UACCESS_H

#include <linux/alternative.h>
#include <linux/extable.h>
#include <linux/kernel.h>
#include <linux/types.h>

#if defined(CONFIG_UACCESS_ADDR_LIMIT) || defined(CONFIG_UACCESS_MASKED)
/* Nops until boot finds that the CPU has SMAP. */
#define ASM_STAC	ALTERNATIVE("nopl (%%rax)", "stac", X86_FEATURE_SMAP)
#define ASM_CLAC	ALTERNATIVE("nopl (%%rax)", "clac", X86_FEATURE_SMAP)
#else
#define ASM_STAC	"stac"
#define ASM_CLAC	"clac"
#endif

static __always_inline void stac(void)
{
	__asm__ __volatile__(ASM_STAC : : : "memory", "cc");
}

static __always_inline void clac(void)
{
	__asm__ __volatile__(ASM_CLAC : : : "memory", "cc");
}

/* In atomic context a fault is fixed up, not served. 3.11 says so by the count, under every model. */
static __always_inline void pagefault_disable(void)
{
	preempt_count_inc();
	barrier();
}

static __always_inline void pagefault_enable(void)
{
	barrier();
	preempt_count_dec();
	barrier();
	preempt_check_resched();
}

#ifdef CONFIG_UACCESS_OMIT_MIGHT_FAULT
#define uaccess_might_fault()	do { } while (0)
#else
#define uaccess_might_fault()	might_fault()
#endif

#ifdef CONFIG_UACCESS_MASKED
#include <linux/uaccess/typed.h>
#else
#include <linux/uaccess/plain.h>
#endif

DEFINE_GET_USER_NOCHECK(u8, "b", "b")
DEFINE_GET_USER_NOCHECK(u16, "w", "w")
DEFINE_GET_USER_NOCHECK(u32, "l", "k")
DEFINE_GET_USER_NOCHECK(u64, "q", "q")

DEFINE_PUT_USER_NOCHECK(u8, "b", "b")
DEFINE_PUT_USER_NOCHECK(u16, "w", "w")
DEFINE_PUT_USER_NOCHECK(u32, "l", "k")
DEFINE_PUT_USER_NOCHECK(u64, "q", "q")

#if defined(CONFIG_UACCESS_MASKED)
#include <linux/uaccess/masked.h>
#elif defined(CONFIG_UACCESS_ADDR_LIMIT)
#include <linux/uaccess/addr_limit.h>
#else
#include <linux/uaccess/minimal.h>
#endif

#endif
