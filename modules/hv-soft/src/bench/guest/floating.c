// Double-precision kernels of the engine's benchmark. usage: floating KERNEL ROUNDS; prints a result that must not depend on the machine.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct body { double x, y, z, vx, vy, vz, mass; };

static double nbody(int rounds) {
  static struct body b[5] = {{0, 0, 0, 0, 0, 0, 39.47841760435743},
                             {4.84, -1.16, -0.10, 0.606, 2.81, -0.02, 0.0376},
                             {8.34, 4.12, -0.40, -1.01, 1.81, 0.008, 0.0112},
                             {12.89, -15.11, -0.22, 1.08, 0.868, -0.0108, 0.0017},
                             {15.37, -25.9, 0.179, 0.979, 0.594, -0.034, 0.002}};
  for (int r = 0; r < rounds * 100000; r++) {
    for (int i = 0; i < 5; i++)
      for (int j = i + 1; j < 5; j++) {
        double dx = b[i].x - b[j].x, dy = b[i].y - b[j].y, dz = b[i].z - b[j].z;
        double d2 = dx * dx + dy * dy + dz * dz, mag = 0.001 / (d2 * sqrt(d2));
        b[i].vx -= dx * b[j].mass * mag, b[i].vy -= dy * b[j].mass * mag, b[i].vz -= dz * b[j].mass * mag;
        b[j].vx += dx * b[i].mass * mag, b[j].vy += dy * b[i].mass * mag, b[j].vz += dz * b[i].mass * mag;
      }
    for (int i = 0; i < 5; i++) b[i].x += 0.001 * b[i].vx, b[i].y += 0.001 * b[i].vy, b[i].z += 0.001 * b[i].vz;
  }
  return b[0].x + b[1].y + b[4].z;
}

static double mandelbrot(int rounds) {
  long inside = 0;
  for (int r = 0; r < rounds; r++)
    for (int y = 0; y < 200; y++)
      for (int x = 0; x < 200; x++) {
        double cr = 2.0 * x / 200 - 1.5, ci = 2.0 * y / 200 - 1.0, zr = 0, zi = 0;
        int i = 0;
        while (i < 100 && zr * zr + zi * zi < 4) {
          double t = zr * zr - zi * zi + cr;
          zi = 2 * zr * zi + ci, zr = t, i++;
        }
        inside += i == 100;
      }
  return inside;
}

enum { N = 300 };
static double a(int i, int j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1); }

static void times(const double *v, double *to, int transposed) {
  for (int i = 0; i < N; i++) {
    double sum = 0;
    for (int j = 0; j < N; j++) sum += (transposed ? a(j, i) : a(i, j)) * v[j];
    to[i] = sum;
  }
}

static double spectral(int rounds) {
  static double u[N], v[N], w[N];
  for (int i = 0; i < N; i++) u[i] = 1;
  for (int r = 0; r < rounds * 10; r++) {
    times(u, w, 0), times(w, v, 1), times(v, w, 0), times(w, u, 1);
    double scale = 1 / u[0];
    for (int i = 0; i < N; i++) u[i] *= scale, v[i] *= scale;
  }
  double vbv = 0, vv = 0;
  for (int i = 0; i < N; i++) vbv += u[i] * v[i], vv += v[i] * v[i];
  return sqrt(vbv / vv);
}

static double matmul(int rounds) {
  enum { M = 200 };
  static double x[M][M], y[M][M], z[M][M];
  for (int i = 0; i < M; i++)
    for (int j = 0; j < M; j++) x[i][j] = 1.0 / (i + j + 1), y[i][j] = i - 0.3 * j;
  for (int r = 0; r < rounds; r++)
    for (int i = 0; i < M; i++)
      for (int j = 0; j < M; j++) {
        double sum = 0;
        for (int k = 0; k < M; k++) sum += x[i][k] * y[k][j];
        z[i][j] = sum;
      }
  return z[3][5] + z[199][199];
}

int main(int argc, char **argv) {
  static const struct { const char *name; double (*run)(int); } kernels[] = {
      {"nbody", nbody}, {"mandelbrot", mandelbrot}, {"spectral", spectral}, {"matmul", matmul}};
  for (size_t i = 0; argc > 2 && i < sizeof kernels / sizeof *kernels; i++)
    if (!strcmp(argv[1], kernels[i].name)) return printf("%.6f\n", kernels[i].run(atoi(argv[2]))) < 0;
  return 2;
}
