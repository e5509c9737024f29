# first_waiter under V1 by gcc 12.2
	.text
	.p2align 4
	.globl first_waiter
	.type first_waiter, @function
first_waiter:
	.cfi_startproc
	pushq %rbx                                   # frame: saves rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	movq %rsp, %rax                              # thread_info: thread_info by the mask, for count and flag
	andq $-8192, %rax                            # thread_info: thread_info by the mask, for count and flag
	addl $1, 28(%rax)                            # preempt count: the region begins
	movq (%rdi), %rbx                            # payload: the first entry, NULL for an empty list
	xorl %edx, %edx                              # payload: the first entry, NULL for an empty list
	cmpq %rbx, %rdi                              # payload: the first entry, NULL for an empty list
	cmove %rdx, %rbx                             # payload: the first entry, NULL for an empty list
	subl $1, 28(%rax)                            # preempt count: the region ends
	movl 16(%rax), %eax                          # resched test: the flag and its bit
	testb $8, %al                                # resched test: the flag and its bit
	jne .L9                                      # resched test: jumps on the bit
	movq %rbx, %rax                              # register traffic: the entry lives in rbx because of the call
	popq %rbx                                    # frame: restores rbx
	.cfi_remember_state
	.cfi_restore 3
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L9:
	.cfi_restore_state
	call preempt_schedule                        # call linkage: calls the scheduler
	movq %rbx, %rax                              # register traffic: the entry lives in rbx because of the call
	popq %rbx                                    # frame: restores rbx
	.cfi_restore 3
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.cfi_endproc
	.size first_waiter, .-first_waiter
