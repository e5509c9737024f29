# percpu_counter_sum under SM by clang 14.0
	.text
	.p2align 4
	.globl percpu_counter_sum
	.type percpu_counter_sum, @function
percpu_counter_sum:
	pushq %rbx                                   # frame: saves rbx
	movl %gs:__preempt_count(%rip), %eax         # preempt count: the count is loaded, changed and stored
	addl $1, %eax                                # preempt count: the count is loaded, changed and stored
	movl %eax, %gs:__preempt_count(%rip)         # preempt count: the count is loaded, changed and stored
	movq (%rdi), %rbx                            # payload: adds the parts
	movq 8(%rdi), %rax                           # payload: adds the parts
	testb $1, %al                                # payload: adds the parts
	jne .LBB0_1                                  # payload: adds the parts
	testb $2, %al                                # payload: adds the parts
	jne .LBB0_3                                  # payload: adds the parts
.LBB0_4:
	testb $4, %al                                # payload: adds the parts
	jne .LBB0_5                                  # payload: adds the parts
.LBB0_6:
	testb $8, %al                                # payload: adds the parts
	jne .LBB0_7                                  # payload: adds the parts
.LBB0_8:
	testb $16, %al                               # payload: adds the parts
	jne .LBB0_9                                  # payload: adds the parts
.LBB0_10:
	testb $32, %al                               # payload: adds the parts
	jne .LBB0_11                                 # payload: adds the parts
.LBB0_12:
	testb $64, %al                               # payload: adds the parts
	jne .LBB0_13                                 # payload: adds the parts
.LBB0_14:
	testb $-128, %al                             # payload: adds the parts
	je .LBB0_16                                  # payload: adds the parts
.LBB0_15:
	movq 72(%rdi), %rax                          # payload: adds the parts
	movslq (%rax), %rax                          # payload: adds the parts
	addq %rax, %rbx                              # payload: adds the parts
.LBB0_16:
	movl %gs:__preempt_count(%rip), %eax         # preempt count: the count is loaded, changed and stored
	addl $-1, %eax                               # preempt count: the count is loaded, changed and stored
	movl %eax, %gs:__preempt_count(%rip)         # preempt count: the count is loaded, changed and stored
	movl %gs:__preempt_count(%rip), %eax         # resched test: the folded word, and the jump on it
	cmpl $-2147483648, %eax                      # resched test: the folded word, and the jump on it
	je .LBB0_17                                  # resched test: the folded word, and the jump on it
.LBB0_18:
	movq %rbx, %rax                              # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	popq %rbx                                    # frame: restores rbx
	retq                                         # call linkage: returns
.LBB0_1:
	movq 16(%rdi), %rcx                          # payload: adds the parts
	movslq (%rcx), %rcx                          # payload: adds the parts
	addq %rcx, %rbx                              # payload: adds the parts
	testb $2, %al                                # payload: adds the parts
	je .LBB0_4                                   # payload: adds the parts
.LBB0_3:
	movq 24(%rdi), %rcx                          # payload: adds the parts
	movslq (%rcx), %rcx                          # payload: adds the parts
	addq %rcx, %rbx                              # payload: adds the parts
	testb $4, %al                                # payload: adds the parts
	je .LBB0_6                                   # payload: adds the parts
.LBB0_5:
	movq 32(%rdi), %rcx                          # payload: adds the parts
	movslq (%rcx), %rcx                          # payload: adds the parts
	addq %rcx, %rbx                              # payload: adds the parts
	testb $8, %al                                # payload: adds the parts
	je .LBB0_8                                   # payload: adds the parts
.LBB0_7:
	movq 40(%rdi), %rcx                          # payload: adds the parts
	movslq (%rcx), %rcx                          # payload: adds the parts
	addq %rcx, %rbx                              # payload: adds the parts
	testb $16, %al                               # payload: adds the parts
	je .LBB0_10                                  # payload: adds the parts
.LBB0_9:
	movq 48(%rdi), %rcx                          # payload: adds the parts
	movslq (%rcx), %rcx                          # payload: adds the parts
	addq %rcx, %rbx                              # payload: adds the parts
	testb $32, %al                               # payload: adds the parts
	je .LBB0_12                                  # payload: adds the parts
.LBB0_11:
	movq 56(%rdi), %rcx                          # payload: adds the parts
	movslq (%rcx), %rcx                          # payload: adds the parts
	addq %rcx, %rbx                              # payload: adds the parts
	testb $64, %al                               # payload: adds the parts
	je .LBB0_14                                  # payload: adds the parts
.LBB0_13:
	movq 64(%rdi), %rcx                          # payload: adds the parts
	movslq (%rcx), %rcx                          # payload: adds the parts
	addq %rcx, %rbx                              # payload: adds the parts
	testb $-128, %al                             # payload: adds the parts
	jne .LBB0_15                                 # payload: adds the parts
	jmp .LBB0_16                                 # payload: adds the parts
.LBB0_17:
	callq preempt_schedule                       # call linkage: calls the scheduler
	jmp .LBB0_18                                 # resched test: the way back from it
	.size percpu_counter_sum, .-percpu_counter_sum
