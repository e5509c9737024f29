# net_get under V1 by gcc 12.2
	.text
	.p2align 4
	.globl net_get
	.type net_get, @function
net_get:
	.cfi_startproc
	pushq %rbx                                   # frame: saves rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	movq %rsp, %rax                              # thread_info: thread_info by the mask
	andq $-8192, %rax                            # thread_info: thread_info by the mask
	addl $1, 28(%rax)                            # preempt count: the region begins
	movq 8(%rdi), %rbx                           # payload: increments unless zero
	movl (%rbx), %eax                            # payload: increments unless zero
	jmp .L3                                      # payload: increments unless zero
	.p2align	4,,10
	.p2align	3
.L13:
	leal 1(%rax), %edx                           # payload: increments unless zero
	lock cmpxchgl %edx,(%rbx)                    # payload: increments unless zero
	je .L2                                       # payload: increments unless zero
.L3:
	testl %eax, %eax                             # payload: increments unless zero
	jne .L13                                     # payload: increments unless zero
	xorl %ebx, %ebx                              # payload: increments unless zero
.L2:
	movq %rsp, %rax                              # thread_info: thread_info by the mask, for count and flag
	andq $-8192, %rax                            # thread_info: thread_info by the mask, for count and flag
	subl $1, 28(%rax)                            # preempt count: the region ends
	movl 16(%rax), %eax                          # resched test: the flag, its bit, and the jump on it
	testb $8, %al                                # resched test: the flag, its bit, and the jump on it
	jne .L14                                     # resched test: the flag, its bit, and the jump on it
	movq %rbx, %rax                              # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	popq %rbx                                    # frame: restores rbx
	.cfi_remember_state
	.cfi_restore 3
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L14:
	.cfi_restore_state
	call preempt_schedule                        # call linkage: calls the scheduler
	movq %rbx, %rax                              # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	popq %rbx                                    # frame: restores rbx
	.cfi_restore 3
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.cfi_endproc
	.size net_get, .-net_get
