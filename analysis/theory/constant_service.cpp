#include "analysis/theory/constant_service.hpp"

#include <boost/math/quadrature/tanh_sinh.hpp>
#include <boost/math/special_functions/log1p.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {
namespace {

using Complex = std::complex<double>;

/// ln(1 - exp(w)) for Re w < 0, without loss where exp(w) is next to 0 or to 1.
Complex log_of_rest(Complex w) {
  const double size = std::exp(w.real());
  const Complex power = std::polar(size, w.imag());
  const double half = std::sin(w.imag() / 2);
  const Complex rest(-std::expm1(w.real()) * std::cos(w.imag()) + 2 * half * half, -power.imag());
  const double log_size =
      size < 0.5 ? std::log1p(size * size - 2 * power.real()) / 2 : std::log(std::abs(rest));
  return {log_size, std::arg(rest)};
}

/// sin x - x.
double sine_less(double x) {
  constexpr double k_few_terms = 0.01;
  if (x > k_few_terms) return std::sin(x) - x;
  const double square = x * x;
  return -x * square / 6 * (1 - square / 20 * (1 - square / 42));
}

/// ln x + `rest`, which is 1 - x; x in (0, 1).
double log_and_rest(double x, double rest) {
  constexpr double k_near = 0.5;
  return rest < k_near ? boost::math::log1pmx(-rest) : std::log(x) + rest;
}

/// The circle |z| = c / a. All is as exact next to z = 1, where a long queue is decided.
class Circle {
 public:
  Circle(double a, double c)
      : c_(c), beyond_((c - a) / a), log_least_(c * log_and_rest(a / c, (c - a) / c)) {}

  /// 1 / (2 pi) times the integral over the angle, of what `of` makes of ln(1 - G), z and z - 1.
  template <class Integrand>
  double mean(const Integrand& of) const {
    const auto at = [&](double angle) {
      const double half = std::sin(angle / 2);
      const Complex log_g(log_least_ - 2 * c_ * half * half, c_ * sine_less(angle));
      const double radius = 1 + beyond_;
      const Complex off(beyond_ - 2 * radius * half * half, radius * std::sin(angle));
      return of(log_of_rest(log_g), off + 1.0, off).real();
    };
    constexpr double k_tolerance = 1e-12;
    boost::math::quadrature::tanh_sinh<double> integrator;
    return integrator.integrate(at, 0.0, std::numbers::pi, k_tolerance) / std::numbers::pi;
  }

 private:
  double c_;
  double beyond_;     ///< radius less 1
  double log_least_;  ///< ln G at the real z, c (ln rho + 1 - rho)
};

}  // namespace

QueueFigures mdc(double lambda, double service, int servers) {
  require(lambda > 0 && service > 0, "a rate and a service time must be > 0");
  require(servers >= 1, "there must be a server");
  const double a = lambda * service;
  require(a < servers, "a queue with utilisation 1 or more has no steady state");
  const Circle circle(a, servers);
  QueueFigures out;
  out.utilisation = a / servers;
  out.in_queue = std::max(
      0.0, -circle.mean([](Complex log, Complex z, Complex off) { return log * z / (off * off); }));
  out.wait_share = std::max(
      0.0,
      -std::expm1(circle.mean([](Complex log, Complex z, Complex off) { return log * z / off; })));
  out.wait = out.in_queue / lambda;
  out.sojourn = out.wait + service;
  out.in_system = out.in_queue + a;
  return out;
}

}  // namespace kouan::analysis::theory
