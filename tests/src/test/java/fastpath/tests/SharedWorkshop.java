package fastpath.tests;

import fastpath.kernelsrc.KernelSources;
import fastpath.lab.cache.Cache;
import fastpath.lab.workshop.Workshop;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit extension that supplies one workshop for the whole test run, so that every kernel source
 * is compiled once.
 */
public final class SharedWorkshop implements ParameterResolver {
  private record Held(Workshop workshop) implements AutoCloseable {
    @Override
    public void close() {
      workshop.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Workshop.class;
  }

  @Override
  public Workshop resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedWorkshop.class))
        .getOrComputeIfAbsent(
            Held.class,
            key -> new Held(new Workshop(KernelSources.BASE, Cache.ofUser())),
            Held.class)
        .workshop();
  }
}
