/* SPDX-License-Identifier: Apache-2.0 */
/* Around a function in assembly: its symbol, and unwind information from its first instruction to its last. */
#ifndef LINUX_LINKAGE_H
#define LINUX_LINKAGE_H

#ifdef __ASSEMBLER__

	.macro SYM_FUNC_START name
	.globl	\name
	.type	\name, @function
	.p2align 4
\name:
	.cfi_startproc
	.endm

	.macro SYM_FUNC_END name
	.cfi_endproc
	.size	\name, . - \name
	.endm

#endif

#endif
