# net_get under V4 by clang 14.0
	.text
	.p2align 4
	.globl net_get
	.type net_get, @function
net_get:
	pushq %r14                                   # frame: saves a callee-saved register
	pushq %rbx                                   # frame: saves a callee-saved register
	pushq %rax                                   # frame: aligns the stack for the call
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins
	movq 8(%rdi), %r14                           # payload: the counter
	movl (%r14), %eax                            # payload: the counter
	.p2align	4, 0x90
.LBB0_1:
	movl %eax, %ebx                              # payload: the old value, which cmpxchg would overwrite in eax
	testl %eax, %eax                             # payload: increments unless zero
	je .LBB0_3                                   # payload: increments unless zero
	leal 1(%rbx), %ecx                           # payload: increments unless zero
	movl %ebx, %eax                              # payload: what cmpxchg compares with
	lock cmpxchgl %ecx, (%r14)                   # payload: takes the reference
	jne .LBB0_1                                  # payload: takes the reference
.LBB0_3:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	je .LBB0_4                                   # resched test: jumps on the decrement's own flags
.LBB0_5:
	xorl %eax, %eax                              # payload: NULL if the counter was zero
	testl %ebx, %ebx                             # payload: NULL if the counter was zero
	cmoveq %rax, %r14                            # payload: NULL if the counter was zero
	movq %r14, %rax                              # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	addq $8, %rsp                                # frame: gives the stack back
	popq %rbx                                    # frame: restores a callee-saved register
	popq %r14                                    # frame: restores a callee-saved register
	retq                                         # call linkage: returns
.LBB0_4:
	callq preempt_schedule                       # call linkage: calls the scheduler
	jmp .LBB0_5                                  # resched test: the way back from the scheduler
	.size net_get, .-net_get
