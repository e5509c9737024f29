package fastpath.lab.claim;

import fastpath.lab.workshop.Measurement;
import java.util.List;

/**
 * What evaluating a claim showed.
 *
 * @param evidence the measurements behind it
 * @param exhibits what a report shows, in order
 * @param problems what failed or could not be verified, a line each; the verdict is about the rest
 */
public record Finding(
    Verdict verdict, List<Measurement> evidence, List<Exhibit> exhibits, List<String> problems) {}
