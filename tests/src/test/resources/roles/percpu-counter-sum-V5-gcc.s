# percpu_counter_sum under V5 by gcc 12.2
	.text
	.p2align 4
	.globl percpu_counter_sum
	.type percpu_counter_sum, @function
percpu_counter_sum:
	.cfi_startproc
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins
	movq (%rdi), %rdx                            # payload: adds the CPUs' parts
	movq 8(%rdi), %rcx                           # payload: adds the CPUs' parts
	xorl %eax, %eax                              # payload: adds the CPUs' parts
	.p2align	4,,10
	.p2align	3
.L3:
	btq %rax, %rcx                               # payload: adds the CPUs' parts
	jnc .L2                                      # payload: adds the CPUs' parts
	movq 16(%rdi,%rax,8), %rsi                   # payload: adds the CPUs' parts
	movslq (%rsi), %rsi                          # payload: adds the CPUs' parts
	addq %rsi, %rdx                              # payload: adds the CPUs' parts
.L2:
	addq $1, %rax                                # payload: adds the CPUs' parts
	cmpq $8, %rax                                # payload: adds the CPUs' parts
	jne .L3                                      # payload: adds the CPUs' parts
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	je .L13                                      # resched test: jumps on the decrement's own flags
	movq %rdx, %rax                              # payload: the sum; rdx is no callee-saved register
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L13:
	call ___preempt_schedule                     # call linkage: calls the thunk
	movq %rdx, %rax                              # payload: the sum
	ret                                          # call linkage: returns
	.cfi_endproc
	.size percpu_counter_sum, .-percpu_counter_sum
