package fastpath.lab.cli;

import fastpath.emulator.debug.ValueType;
import fastpath.emulator.image.Image;
import fastpath.lab.btf.FunctionType;
import fastpath.lab.vmlinux.RunningKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A call of a kernel function whose prototype the kernel's BTF has.
 *
 * @param arguments the arguments that were passed; those beyond the prototype's parameters are not
 *     shown
 */
record TypedCall(FunctionType type, List<Long> arguments) {
  /**
   * Returns the typed call; empty if the image is not a kernel, or if the kernel's BTF has no
   * prototype of the function.
   */
  static Optional<TypedCall> of(Image image, String function, List<Long> arguments) {
    return RunningKernel.of(image)
        .flatMap(kernel -> kernel.prototype(function))
        .map(type -> new TypedCall(type, arguments));
  }

  /** Returns the form of a return value in rax. */
  ValueType value() {
    return type.returns().value();
  }

  /** Returns the prototype as text, with the argument that was passed behind each parameter. */
  String text() {
    List<FunctionType.Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < type.parameters().size(); i++) {
      FunctionType.Parameter p = type.parameters().get(i);
      String passed = i < arguments.size() ? " = 0x" + Long.toHexString(arguments.get(i)) : "";
      parameters.add(new FunctionType.Parameter(p.name() + passed, p.type()));
    }
    return new FunctionType(type.name(), type.returns(), parameters, type.variadic()).text();
  }
}
