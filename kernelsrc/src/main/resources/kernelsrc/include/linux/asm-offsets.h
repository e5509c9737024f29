/* SPDX-License-Identifier: Apache-2.0 */
/* For assembly: what C knows by the layout of thread_info, and the way to it. */
#ifndef LINUX_ASM_OFFSETS_H
#define LINUX_ASM_OFFSETS_H

#define TI_addr_limit		32

#ifdef CONFIG_THREAD_SIZE
#define THREAD_SIZE		CONFIG_THREAD_SIZE
#else
#define THREAD_SIZE		8192
#endif
#define KERNEL_STACK_OFFSET	40

	.macro GET_THREAD_INFO reg
#ifdef CONFIG_THREAD_INFO_STACK_MASK
	movq	$-THREAD_SIZE, \reg
	andq	%rsp, \reg
#else
	movq	%gs:kernel_stack, \reg
	subq	$(THREAD_SIZE - KERNEL_STACK_OFFSET), \reg
#endif
	.endm

#endif
