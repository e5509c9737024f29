# percpu_counter_sum under SM by gcc 12.2
	.text
	.p2align 4
	.globl percpu_counter_sum
	.type percpu_counter_sum, @function
percpu_counter_sum:
	.cfi_startproc
	pushq %rbx                                   # frame: saves rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	movl %gs:__preempt_count(%rip), %eax         # preempt count: the count is loaded, changed and stored
	addl $1, %eax                                # preempt count: the count is loaded, changed and stored
	movl %eax, %gs:__preempt_count(%rip)         # preempt count: the count is loaded, changed and stored
	movq (%rdi), %rbx                            # payload: adds the parts
	movq 8(%rdi), %rdx                           # payload: adds the parts
	xorl %eax, %eax                              # payload: adds the parts
	.p2align	4,,10
	.p2align	3
.L3:
	btq %rax, %rdx                               # payload: adds the parts
	jnc .L2                                      # payload: adds the parts
	movq 16(%rdi,%rax,8), %rcx                   # payload: adds the parts
	movslq (%rcx), %rcx                          # payload: adds the parts
	addq %rcx, %rbx                              # payload: adds the parts
.L2:
	addq $1, %rax                                # payload: adds the parts
	cmpq $8, %rax                                # payload: adds the parts
	jne .L3                                      # payload: adds the parts
	movl %gs:__preempt_count(%rip), %eax         # preempt count: the count is loaded, changed and stored
	subl $1, %eax                                # preempt count: the count is loaded, changed and stored
	movl %eax, %gs:__preempt_count(%rip)         # preempt count: the count is loaded, changed and stored
	movl %gs:__preempt_count(%rip), %eax         # resched test: the folded word, and the jump on it
	cmpl $-2147483648, %eax                      # resched test: the folded word, and the jump on it
	je .L11                                      # resched test: the folded word, and the jump on it
	movq %rbx, %rax                              # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	popq %rbx                                    # frame: restores rbx
	.cfi_remember_state
	.cfi_restore 3
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L11:
	.cfi_restore_state
	call preempt_schedule                        # call linkage: calls the scheduler
	movq %rbx, %rax                              # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	popq %rbx                                    # frame: restores rbx
	.cfi_restore 3
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.cfi_endproc
	.size percpu_counter_sum, .-percpu_counter_sum
