# pid_uid under CI by our compiler
	.text
	.p2align 4
	.globl pid_uid
	.type pid_uid, @function
pid_uid:
	.cfi_startproc
	push %rbp                                    # frame: saves a callee-saved register
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	push %rbx                                    # frame: saves a callee-saved register
	.cfi_def_cfa_offset 24
	.cfi_offset 3, -24
	sub $0x8,%rsp                                # frame: aligns the stack for the call
	.cfi_def_cfa_offset 32
	mov %gs:current_task,%rax                    # thread_info: the task, for the reader's nesting
	addl $0x1,0x4(%rax)                          # rcu: the nesting goes up
	imul $0x9e3779b9,%esi,%eax                   # payload: hashes and walks the chain
	shr $0x1b,%eax                               # payload: hashes and walks the chain
	mov (%rdi,%rax,8),%rax                       # payload: hashes and walks the chain
	test %rax,%rax                               # payload: hashes and walks the chain
	je .Lpid_uid_2                               # payload: hashes and walks the chain
.Lpid_uid_4:
	cmp %esi,0x10(%rax)                          # payload: hashes and walks the chain
	je .Lpid_uid_3                               # payload: hashes and walks the chain
	mov (%rax),%rax                              # payload: hashes and walks the chain
	test %rax,%rax                               # payload: hashes and walks the chain
	jne .Lpid_uid_4                              # payload: hashes and walks the chain
	mov $0xffffffff,%ebp                         # payload: hashes and walks the chain
	jmp .Lpid_uid_5                              # payload: hashes and walks the chain
.Lpid_uid_3:
	mov 0x18(%rax),%rax                          # payload: hashes and walks the chain
	mov 0x4(%rax),%ebp                           # payload: hashes and walks the chain
.Lpid_uid_5:
	mov %gs:current_task,%rbx                    # thread_info: the task, for the reader's nesting
	mov 0x4(%rbx),%eax                           # rcu: is it the outermost region?
	cmp $0x1,%eax                                # rcu: is it the outermost region?
	je .Lpid_uid_6                               # rcu: is it the outermost region?
	sub $0x1,%eax                                # rcu: the nesting goes down
	mov %eax,0x4(%rbx)                           # rcu: the nesting goes down
	mov %ebp,%eax                                # register traffic: the uid lives in ebp because of the call
	add $0x8,%rsp                                # frame: gives the stack back
	.cfi_def_cfa_offset 24
	pop %rbx                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 16
	pop %rbp                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.Lpid_uid_6:
	.cfi_def_cfa_offset 32
	movl $0x80000000,0x4(%rbx)                   # rcu: marks that the region is being left
	mov 0x8(%rbx),%eax                           # rcu: was the reader preempted?
	test %eax,%eax                               # rcu: was the reader preempted?
	jne .Lpid_uid_7                              # rcu: was the reader preempted?
	movl $0x0,0x4(%rbx)                          # rcu: the nesting becomes 0
	mov %ebp,%eax                                # register traffic: the uid lives in ebp because of the call
	add $0x8,%rsp                                # frame: gives the stack back
	.cfi_def_cfa_offset 24
	pop %rbx                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 16
	pop %rbp                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.Lpid_uid_2:
	.cfi_def_cfa_offset 32
	mov $0xffffffff,%ebp                         # payload: no such process
	jmp .Lpid_uid_5                              # payload: no such process
.Lpid_uid_7:
	mov %rbx,%rdi                                # register traffic: the task lives in rbx because of the call
	call rcu_read_unlock_special                 # call linkage: calls rcu_read_unlock_special
	movl $0x0,0x4(%rbx)                          # rcu: the nesting becomes 0
	mov %ebp,%eax                                # register traffic: the uid lives in ebp because of the call
	add $0x8,%rsp                                # frame: gives the stack back
	.cfi_def_cfa_offset 24
	pop %rbx                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 16
	pop %rbp                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.cfi_endproc
	.size pid_uid, .-pid_uid
