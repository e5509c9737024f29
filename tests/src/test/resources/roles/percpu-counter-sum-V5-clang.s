# percpu_counter_sum under V5 by clang 14.0
	.text
	.p2align 4
	.globl percpu_counter_sum
	.type percpu_counter_sum, @function
percpu_counter_sum:
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins
	movq (%rdi), %rax                            # payload: adds the CPUs' parts
	movq 8(%rdi), %rcx                           # payload: adds the CPUs' parts
	testb $1, %cl                                # payload: adds the CPUs' parts
	jne .LBB0_1                                  # payload: adds the CPUs' parts
	testb $2, %cl                                # payload: adds the CPUs' parts
	jne .LBB0_3                                  # payload: adds the CPUs' parts
.LBB0_4:
	testb $4, %cl                                # payload: adds the CPUs' parts
	jne .LBB0_5                                  # payload: adds the CPUs' parts
.LBB0_6:
	testb $8, %cl                                # payload: adds the CPUs' parts
	jne .LBB0_7                                  # payload: adds the CPUs' parts
.LBB0_8:
	testb $16, %cl                               # payload: adds the CPUs' parts
	jne .LBB0_9                                  # payload: adds the CPUs' parts
.LBB0_10:
	testb $32, %cl                               # payload: adds the CPUs' parts
	jne .LBB0_11                                 # payload: adds the CPUs' parts
.LBB0_12:
	testb $64, %cl                               # payload: adds the CPUs' parts
	jne .LBB0_13                                 # payload: adds the CPUs' parts
.LBB0_14:
	testb $-128, %cl                             # payload: adds the CPUs' parts
	je .LBB0_16                                  # payload: adds the CPUs' parts
.LBB0_15:
	movq 72(%rdi), %rcx                          # payload: adds the CPUs' parts
	movslq (%rcx), %rcx                          # payload: adds the CPUs' parts
	addq %rcx, %rax                              # payload: adds the CPUs' parts
.LBB0_16:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	je .LBB0_17                                  # resched test: jumps on the decrement's own flags
	retq                                         # call linkage: returns
.LBB0_1:
	movq 16(%rdi), %rdx                          # payload: adds the CPUs' parts
	movslq (%rdx), %rdx                          # payload: adds the CPUs' parts
	addq %rdx, %rax                              # payload: adds the CPUs' parts
	testb $2, %cl                                # payload: adds the CPUs' parts
	je .LBB0_4                                   # payload: adds the CPUs' parts
.LBB0_3:
	movq 24(%rdi), %rdx                          # payload: adds the CPUs' parts
	movslq (%rdx), %rdx                          # payload: adds the CPUs' parts
	addq %rdx, %rax                              # payload: adds the CPUs' parts
	testb $4, %cl                                # payload: adds the CPUs' parts
	je .LBB0_6                                   # payload: adds the CPUs' parts
.LBB0_5:
	movq 32(%rdi), %rdx                          # payload: adds the CPUs' parts
	movslq (%rdx), %rdx                          # payload: adds the CPUs' parts
	addq %rdx, %rax                              # payload: adds the CPUs' parts
	testb $8, %cl                                # payload: adds the CPUs' parts
	je .LBB0_8                                   # payload: adds the CPUs' parts
.LBB0_7:
	movq 40(%rdi), %rdx                          # payload: adds the CPUs' parts
	movslq (%rdx), %rdx                          # payload: adds the CPUs' parts
	addq %rdx, %rax                              # payload: adds the CPUs' parts
	testb $16, %cl                               # payload: adds the CPUs' parts
	je .LBB0_10                                  # payload: adds the CPUs' parts
.LBB0_9:
	movq 48(%rdi), %rdx                          # payload: adds the CPUs' parts
	movslq (%rdx), %rdx                          # payload: adds the CPUs' parts
	addq %rdx, %rax                              # payload: adds the CPUs' parts
	testb $32, %cl                               # payload: adds the CPUs' parts
	je .LBB0_12                                  # payload: adds the CPUs' parts
.LBB0_11:
	movq 56(%rdi), %rdx                          # payload: adds the CPUs' parts
	movslq (%rdx), %rdx                          # payload: adds the CPUs' parts
	addq %rdx, %rax                              # payload: adds the CPUs' parts
	testb $64, %cl                               # payload: adds the CPUs' parts
	je .LBB0_14                                  # payload: adds the CPUs' parts
.LBB0_13:
	movq 64(%rdi), %rdx                          # payload: adds the CPUs' parts
	movslq (%rdx), %rdx                          # payload: adds the CPUs' parts
	addq %rdx, %rax                              # payload: adds the CPUs' parts
	testb $-128, %cl                             # payload: adds the CPUs' parts
	jne .LBB0_15                                 # payload: adds the CPUs' parts
	jmp .LBB0_16                                 # payload: adds the CPUs' parts
.LBB0_17:
	callq ___preempt_schedule                    # call linkage: calls the thunk
	retq                                         # call linkage: returns
	.size percpu_counter_sum, .-percpu_counter_sum
