# net_device_mtu under V4 by our compiler
	.text
	.p2align 4
	.globl net_device_mtu
	.type net_device_mtu, @function
net_device_mtu:
	.cfi_startproc
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins
	imul $0x9e3779b9,%esi,%eax                   # payload: walks the chain
	shr $0x18,%eax                               # payload: walks the chain
	mov (%rdi,%rax,8),%rax                       # payload: walks the chain
	test %rax,%rax                               # payload: walks the chain
	je .Lnet_device_mtu_2                        # payload: walks the chain
.Lnet_device_mtu_4:
	cmp %esi,0x10(%rax)                          # payload: walks the chain
	je .Lnet_device_mtu_3                        # payload: walks the chain
	mov (%rax),%rax                              # payload: walks the chain
	test %rax,%rax                               # payload: walks the chain
	jne .Lnet_device_mtu_4                       # payload: walks the chain
	xor %eax,%eax                                # payload: walks the chain
	jmp .Lnet_device_mtu_5                       # payload: walks the chain
.Lnet_device_mtu_3:
	mov 0x18(%rax),%eax                          # payload: walks the chain
.Lnet_device_mtu_5:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	je .Lnet_device_mtu_6                        # resched test: jumps on the decrement's flags
	ret                                          # call linkage: returns
.Lnet_device_mtu_6:
	sub $0x8,%rsp                                # frame: takes stack for a spill
	.cfi_def_cfa_offset 16
	mov %eax,(%rsp)                              # spill: the mtu goes to the frame for the call
	call preempt_schedule                        # call linkage: calls the scheduler
	mov (%rsp),%eax                              # spill: the mtu comes back
	add $0x8,%rsp                                # frame: gives the stack back
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.Lnet_device_mtu_2:
	xor %eax,%eax                                # payload: no device
	jmp .Lnet_device_mtu_5                       # payload: no device
	.cfi_endproc
	.size net_device_mtu, .-net_device_mtu
